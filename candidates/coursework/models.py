"""Completions of approved courses: what a candidate reports, the proof, and the office's check."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.journey.models import Candidacy
from competencies.courses.models import Course
from lsscert.accounts.models import Person
from lsscert.files.models import StoredFile
from lsscert.personal import classed
from lsscert.records import Record, RecordManager, tracked
from lsscert.states import State, StateTable, moves


class RefusalReason(models.TextChoices):
    UNREADABLE = "unreadable", _("The proof cannot be read")
    NO_NAME = "no_name", _("Your name is not on the proof")
    NO_DATE = "no_date", _("The proof does not say when you completed the course")
    NOT_PASSED = "not_passed", _("The proof does not say that you passed")
    OTHER_COURSE = "other_course", _("The proof is for another course")
    DOES_NOT_COUNT = "does_not_count", _("The completion does not count by the programme's rule")


MENDS = {
    RefusalReason.UNREADABLE: _("Scan or photograph it again, in good light, and send it once more."),
    RefusalReason.NO_NAME: _("Ask your instructor for a completion certificate with your name on it."),
    RefusalReason.NO_DATE: _("Ask your instructor for a completion certificate that names the day."),
    RefusalReason.NOT_PASSED: _("Ask your instructor to confirm that you passed."),
    RefusalReason.OTHER_COURSE: _("Choose the course that is on the proof, or send the proof of this one."),
    RefusalReason.DOES_NOT_COUNT: _(
        "Choose another approved course for this set. The office is glad to help you find one."
    ),
}


class CompletionQuerySet(models.QuerySet["Completion"]):
    def standing(self) -> "CompletionQuerySet":
        """Without those the candidate took back."""
        return self.exclude(state=Completion.Status.WITHDRAWN)

    def at_the_office(self) -> "CompletionQuerySet":
        """What a decision is due on: of active candidates only, because nothing can be achieved without being one."""
        return self.filter(candidacy__state=Candidacy.Status.ACTIVE).order_by("reported_at", "pk")

    def to_check(self) -> "CompletionQuerySet":
        return self.at_the_office().filter(state=Completion.Status.REPORTED)

    def waiting_for_a_date(self) -> "CompletionQuerySet":
        return self.at_the_office().filter(state=Completion.Status.WAITING)

    def with_course(self) -> "CompletionQuerySet":
        """All that the rule and a line of a list need."""
        return self.select_related("course__provider").prefetch_related("course__approvals")


@tracked
class Completion(Record):
    """That a candidate completed a course, with proof."""

    class Status(models.TextChoices):
        REPORTED = "reported", _("to check")
        WAITING = "waiting", _("waits for an approval date")
        VERIFIED = "verified", _("counts")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("taken back")

    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="completions")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="completions")
    completed_on = models.DateField(_("completed on"))
    passed = models.BooleanField(_("passed"), default=True)
    proof = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="completion")
    state = models.CharField(max_length=10, choices=Status, default=Status.REPORTED)
    reported_at = models.DateTimeField()
    checked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    refusal = models.CharField(max_length=20, choices=RefusalReason, blank=True)
    note = models.TextField(blank=True, help_text="what the office adds for the candidate")
    exception_reason = models.TextField(blank=True, help_text="why it counts although the rule says no")
    version = models.PositiveIntegerField(default=0)

    objects: ClassVar = RecordManager.from_queryset(CompletionQuerySet)()
    erasure = classed(
        personal="proof note exception_reason",
        kept="checked_by",
        none="id ref candidacy course completed_on passed state reported_at checked_at refusal version",
    )

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["candidacy", "course"],
                condition=~Q(state="withdrawn"),
                name="a_course_is_reported_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refusal=""), name="a_refusal_has_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["state", "reported_at"], name="completion_queue")]


@tracked
class EarlierProof(Record):
    """What was sent before and refused; kept beside what was sent instead."""

    completion = models.ForeignKey(Completion, on_delete=models.CASCADE, related_name="earlier_proofs")
    proof = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="earlier_proof")
    completed_on = models.DateField()
    refusal = models.CharField(max_length=20, choices=RefusalReason)
    note = models.TextField(blank=True)
    sent_at = models.DateTimeField()

    erasure = classed(personal="proof note", none="id ref completion completed_on refusal sent_at")

    class Meta(Record.Meta):
        ordering = ["-sent_at"]


STATUS = StateTable(
    Completion.Status,
    {
        Completion.Status.REPORTED: State(
            _("to check"),
            _("With the office"),
            "wait",
            _("The office checks your proof."),
            moves(
                Completion.Status.WAITING,
                Completion.Status.VERIFIED,
                Completion.Status.REFUSED,
                Completion.Status.WITHDRAWN,
            ),
        ),
        Completion.Status.WAITING: State(
            _("waits for an approval date"),
            _("With the office"),
            "wait",
            _(
                "The course's approval date is not on record; the office is finding out. You need not do anything."
            ),
            moves(
                Completion.Status.REPORTED,
                Completion.Status.VERIFIED,
                Completion.Status.REFUSED,
                Completion.Status.WITHDRAWN,
            ),
        ),
        Completion.Status.VERIFIED: State(
            _("counts"),
            _("Counts"),
            "done",
            _("Nothing more to do for this course."),
            moves(Completion.Status.REPORTED),
        ),
        Completion.Status.REFUSED: State(
            _("refused"),
            _("Your turn"),
            "act",
            _("Read why, and send what is missing."),
            moves(Completion.Status.REPORTED, Completion.Status.WITHDRAWN),
        ),
        Completion.Status.WITHDRAWN: State(
            _("taken back"),
            _("Taken back"),
            "stop",
            _("You took it back."),
            afterwards=_("You can report the course again."),
        ),
    },
    start=[Completion.Status.REPORTED],
)
