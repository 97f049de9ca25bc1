"""Who judges a round, whom they must not judge, and what they gave."""

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.personal import classed
from lsscert.records import Record, RecordManager, tracked
from scholarships.applying.models import ScholarshipApplication
from scholarships.rounds.models import Criterion, Round


class JudgeQuerySet(models.QuerySet["Judge"]):
    def sitting(self) -> "JudgeQuerySet":
        """Those who did not leave. Who applied in a round does not judge it, also when they applied afterwards."""
        theirs = ScholarshipApplication.objects.filter(round=OuterRef("round"), person=OuterRef("person"))
        applied = theirs.exclude(state=ScholarshipApplication.Status.DRAFT)
        return self.filter(~Exists(applied), left_at=None)


@tracked
class Judge(Record):
    """A member of the committee in one round; `outside` where they were invited to this round alone.

    `declared_at` is when they had gone through the list of applicants and said whom they know. What somebody gave whose
    seat ended while others scored is kept and not counted: `scores_count` is False.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="judges")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="judging")
    outside = models.BooleanField(default=False)
    joined_at = models.DateTimeField()
    declared_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    left_why = models.CharField(
        _("why the seat ended"), max_length=300, blank=True, db_default="", default=""
    )
    scores_count = models.BooleanField(_("scores count"), db_default=True, default=True)

    objects: ClassVar = RecordManager.from_queryset(JudgeQuerySet)()
    erasure = classed(
        personal="left_why",
        kept="person",
        none="id ref round outside joined_at declared_at left_at scores_count",
    )

    class Meta(Record.Meta):
        ordering = ["joined_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="a_judge_sits_once_in_a_round"),
            models.CheckConstraint(
                condition=Q(scores_count=True) | Q(left_at__isnull=False),
                name="scores_of_who_sits_count",
            ),
        ]

    def __str__(self) -> str:
        return self.person.name


@tracked
class Recusal(Record):
    """This judge does not see, score or decide this application."""

    judge = models.ForeignKey(Judge, on_delete=models.CASCADE, related_name="recusals")
    application = models.ForeignKey(ScholarshipApplication, on_delete=models.CASCADE, related_name="recusals")
    why = models.CharField(_("why"), max_length=300, blank=True)
    at = models.DateTimeField()

    erasure = classed(personal="why", kept="judge", none="id ref application at")

    class Meta(Record.Meta):
        constraints = [models.UniqueConstraint(fields=["judge", "application"], name="one_recusal")]


COUNTED = Q(handed_in_at__isnull=False, judge__scores_count=True)
"""Of sheets: those that make up what an application got."""
COUNTED_OF_APPLICATION = Q(sheets__handed_in_at__isnull=False, sheets__judge__scores_count=True)


@tracked
class Sheet(Record):
    """What one judge gave one application; others see it once they have handed in their own."""

    judge = models.ForeignKey(Judge, on_delete=models.CASCADE, related_name="sheets")
    application = models.ForeignKey(ScholarshipApplication, on_delete=models.CASCADE, related_name="sheets")
    comment = models.TextField(_("comment"), blank=True)
    begun_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    erasure = classed(
        personal="comment", kept="judge", none="id ref application begun_at handed_in_at version"
    )

    class Meta(Record.Meta):
        ordering = ["begun_at", "id"]
        constraints = [models.UniqueConstraint(fields=["judge", "application"], name="one_sheet")]


@tracked
class Score(Record):
    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    points = models.PositiveSmallIntegerField(_("points"))

    erasure = classed(none="id ref sheet criterion points")

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="one_score_per_criterion"),
            models.CheckConstraint(condition=Q(points__lte=100), name="points_are_at_most_100"),
        ]
