"""Who reviews: librarians and educators, qualified for named sets, trained before the first real portfolio."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from competencies.standard.models import CompetencySet
from lsscert.accounts.models import Person
from lsscert.files.models import StoredFile
from lsscert.personal import classed
from lsscert.records import Record, RecordManager, tracked


@tracked
class Reviewer(Record):
    """A person as reviewer. `yearly_cap` counts portfolios assigned in a calendar year; null is the policy's."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="reviewer")
    employer = models.CharField(_("where you work"), max_length=200, blank=True)
    resume = models.TextField(_("résumé"), blank=True)
    resume_file = models.OneToOneField(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="reviewer_resume"
    )
    yearly_cap = models.PositiveSmallIntegerField(_("portfolios a year at most"), null=True, blank=True)
    available = models.BooleanField(_("takes portfolios now"), default=True)
    away_until = models.DateField(_("away until"), null=True, blank=True)
    trained_at = models.DateTimeField(null=True, blank=True, help_text="passed the calibration")
    invited_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()
    retired_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: ClassVar = RecordManager()
    erasure = classed(
        personal="employer resume resume_file",
        kept="person invited_by",
        none="id ref yearly_cap available away_until trained_at joined_at retired_on version",
    )

    def __str__(self) -> str:
        return str(self.person)


@tracked
class SetQualification(Record):
    """That a reviewer may judge portfolios of a set."""

    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE, related_name="qualifications")
    set = models.ForeignKey(CompetencySet, on_delete=models.PROTECT, related_name="+")
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()

    erasure = classed(kept="granted_by", none="id ref reviewer set granted_at")

    class Meta(Record.Meta):
        constraints = [models.UniqueConstraint(fields=["reviewer", "set"], name="qualified_once_for_a_set")]


@tracked
class MustNotJudge(Record):
    """An employer, a library or a person the reviewer must not judge: matched before anything is assigned."""

    class Kind(models.TextChoices):
        EMPLOYER = "employer", _("employer or library")
        PERSON = "person", _("person")

    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE, related_name="must_not_judge")
    kind = models.CharField(_("what it is"), max_length=10, choices=Kind)
    name = models.CharField(_("name"), max_length=200)
    added_at = models.DateTimeField()

    erasure = classed(personal="name", none="id ref reviewer kind added_at")

    class Meta(Record.Meta):
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(fields=["reviewer", "kind", "name"], name="one_conflict_of_a_name")
        ]


@tracked
class Calibration(Record):
    """A portfolio made up for training, with the ratings it should get and why.

    `content` has the shape of a submission's; `key` is a list of number, rating (met, partial, not) and why.
    """

    title = models.CharField(_("title"), max_length=200)
    content = models.JSONField()
    key = models.JSONField()
    in_use = models.BooleanField(_("in use"), default=True)

    erasure = classed(none="id ref title content key in_use")


class CalibrationAttempt(Record):
    """What a reviewer rated in training: `ratings` by number, each a rating and a comment."""

    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE, related_name="calibrations")
    calibration = models.ForeignKey(Calibration, on_delete=models.PROTECT, related_name="attempts")
    ratings = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)
    percent = models.PositiveSmallIntegerField(null=True, blank=True, help_text="agreement with the key")
    passed = models.BooleanField(default=False)

    erasure = classed(
        personal="ratings",
        none="id ref reviewer calibration version started_at handed_in_at percent passed",
    )

    class Meta(Record.Meta):
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["reviewer", "calibration"],
                condition=models.Q(handed_in_at=None),
                name="one_open_calibration",
            )
        ]
