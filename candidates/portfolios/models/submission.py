"""What was handed in, as it was."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates.portfolios.models.portfolio import Portfolio
from lsscert.accounts.models import Person
from lsscert.personal import classed
from lsscert.records import Record


class Submission(Record):
    """A frozen version of a portfolio: its texts, its files by their hashes, the edition and the rules it is judged by.

    Reviewers read the newest of the round. A file replaced after a report makes a new version in the same round.
    `content` is what `sha256` is of (canonical JSON, see `submitting/freezing`).
    """

    class Why(models.TextChoices):
        FIRST = "first", _("handed in")
        MORE = "more", _("more information")
        REPLACED = "replaced", _("a file was replaced")

    portfolio = models.ForeignKey(Portfolio, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField(help_text="version of this portfolio, from 1")
    round = models.PositiveSmallIntegerField(help_text="1, or 2 after more information was asked for")
    why = models.CharField(max_length=10, choices=Why)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64, help_text="of the content as canonical JSON")
    submitted_at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    declared_own = models.BooleanField(_("declared to be my own work"))
    declared_private = models.BooleanField(_("declared to be free of patrons' data"))

    erasure = classed(
        personal="content",
        kept="by declared_own declared_private",
        none="id ref portfolio number round why sha256 submitted_at",
    )

    class Meta(Record.Meta):
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["portfolio", "number"], name="one_submission_per_number"),
            models.CheckConstraint(condition=models.Q(round__in=[1, 2]), name="submissions_have_two_rounds"),
            models.CheckConstraint(
                condition=models.Q(declared_own=True, declared_private=True), name="submissions_are_declared"
            ),
        ]
        triggers = [
            # Erasure blanks the content; what was handed in when, and its hash, stay.
            pgtrigger.Protect(name="submissions_stay", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="submissions_stay_as_they_were",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                level=pgtrigger.Row,
                condition=pgtrigger.Condition("NEW.content <> '{}'::jsonb OR OLD.sha256 <> NEW.sha256"),
                func="RAISE EXCEPTION 'a submission never changes' USING ERRCODE = '23001';",
            ),
        ]
