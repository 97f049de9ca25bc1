"""What came of a round."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.portfolios.models.portfolio import Portfolio
from lsscert.accounts.models import Person
from lsscert.personal import classed
from lsscert.records import Record, tracked


@tracked
class Decision(Record):
    """The outcome of a round: decided when the last review came in, told when it is released.

    `arithmetic` is `outcome.Outcome` as plain values: each competency with its ratings and what they make together, and
    the count against the rule. `release_on` is the first day it releases itself; null waits for the office.
    """

    class Kind(models.TextChoices):
        ACHIEVED = "achieved", _("achieved")
        MORE_INFORMATION = "more_info", _("more information")
        NOT_ACHIEVED = "not_achieved", _("not achieved")

    portfolio = models.ForeignKey(Portfolio, on_delete=models.PROTECT, related_name="decisions")
    cycle = models.PositiveSmallIntegerField(default=1)
    round = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    unanimous = models.BooleanField()
    may_decline = models.BooleanField(
        default=False, help_text="more information may be declined: 70/0 is met already"
    )
    arithmetic = models.JSONField()
    decided_at = models.DateTimeField()
    release_on = models.DateField(null=True, blank=True)
    held_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    held_why = models.TextField(blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="null: by itself"
    )
    note = models.TextField(blank=True, help_text="what the office adds for the candidate")
    opened_at = models.DateTimeField(null=True, blank=True, help_text="first opened by the candidate")
    sent_back_at = models.DateTimeField(null=True, blank=True, help_text="an appeal sent it back")
    version = models.PositiveIntegerField(default=0)

    erasure = classed(
        personal="held_why note",
        kept="kind arithmetic held_by released_by",
        none="id ref portfolio cycle round unanimous may_decline decided_at release_on released_at opened_at"
        " sent_back_at version",
    )

    class Meta(Record.Meta):
        ordering = ["decided_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["portfolio", "cycle", "round"], name="one_decision_per_round"),
            models.CheckConstraint(
                condition=~Q(kind="more_info") | Q(round=1), name="more_information_is_asked_once"
            ),
        ]
        indexes = [models.Index(fields=["released_at", "release_on"], name="decisions_to_release")]
