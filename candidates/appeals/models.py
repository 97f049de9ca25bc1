"""Appeals: was the published procedure followed, and was it fair? Nothing else is judged again."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from candidates.journey.models import Candidacy
from lsscert.accounts.models import Person
from lsscert.files.models import StoredFile
from lsscert.personal import classed
from lsscert.records import Record, RecordManager, tracked
from lsscert.states import State, StateTable, moves


class AppealQuerySet(models.QuerySet["Appeal"]):
    def open(self) -> "AppealQuerySet":
        return self.filter(state__in=OPEN)

    def to_judge(self) -> "AppealQuerySet":
        return self.filter(state__in=[Appeal.Status.REASONED, Appeal.Status.SECOND])


@tracked
class Appeal(Record):
    """One appeal of one decision. `due_on` is the day the present step is due, by whoever's turn it is."""

    class Status(models.TextChoices):
        NOTICED = "noticed", _("notice given, reasons to come")
        REASONED = "reasoned", _("with the committee")
        ANSWERED = "answered", _("answered by the committee")
        SECOND = "second", _("with the second body")
        UPHELD = "upheld", _("decision upheld")
        SENT_BACK = "sent_back", _("sent back")
        FORFEITED = "forfeited", _("forfeited")
        WITHDRAWN = "withdrawn", _("withdrawn")

    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="appeals")
    kind = models.CharField(max_length=30)
    ref_of_decision = models.CharField(max_length=20)
    title = models.CharField(max_length=200, help_text="the decision in words")
    state = models.CharField(max_length=10, choices=Status, default=Status.NOTICED)
    received_on = models.DateField(help_text="day 0 of its clocks")
    due_on = models.DateField(null=True, blank=True, help_text="end of that day in Chicago")
    notice = models.TextField(_("notice"), blank=True)
    notice_at = models.DateTimeField()
    reasons = models.TextField(_("reasons"), blank=True)
    reasons_at = models.DateTimeField(null=True, blank=True)
    entered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="staff who entered what came by post",
    )  # fmt: skip
    followed = models.BooleanField(_("the procedure was followed"), null=True, blank=True)
    fair = models.BooleanField(_("it was fair"), null=True, blank=True)
    answer = models.TextField(_("the committee's answer"), blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    second_asked_at = models.DateTimeField(null=True, blank=True)
    second_answer = models.TextField(_("the second body's decision"), blank=True)
    second_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: ClassVar = RecordManager.from_queryset(AppealQuerySet)()
    erasure = classed(
        personal="notice reasons answer second_answer title",
        kept="candidacy state entered_by answered_by second_by",
        none="id ref kind ref_of_decision received_on due_on notice_at reasons_at followed fair answered_at"
        " second_asked_at closed_at version",
    )

    class Meta(Record.Meta):
        ordering = ["-notice_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "ref_of_decision"],
                condition=~Q(state__in=["sent_back", "withdrawn"]),
                name="one_appeal_of_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(second_by=None) | ~Q(second_by=F("answered_by")),
                name="second_body_is_somebody_else",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="appeals_by_state")]

    def __str__(self) -> str:
        return self.title


class AppealDocument(Record):
    """What the candidate sent with the reasons."""

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="documents")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="appeal_document")
    added_at = models.DateTimeField()

    erasure = classed(personal="file", none="id ref appeal added_at")

    class Meta(Record.Meta):
        ordering = ["added_at", "id"]


_S = Appeal.Status
OPEN = (_S.NOTICED, _S.REASONED, _S.ANSWERED, _S.SECOND)
STATUS = StateTable(
    Appeal.Status,
    {
        _S.NOTICED: State(
            _("notice given, reasons to come"),
            _("Your turn"),
            "act",
            _("Send your reasons and documents in time, or the appeal is forfeited."),
            moves(_S.REASONED, _S.FORFEITED, _S.WITHDRAWN),
        ),
        _S.REASONED: State(
            _("with the committee"),
            _("With the committee"),
            "wait",
            _("People who took no part in the decision look at how it was made."),
            moves(_S.ANSWERED, _S.SENT_BACK, _S.WITHDRAWN),
        ),
        _S.ANSWERED: State(
            _("answered by the committee"),
            _("Answered"),
            "act",
            _("The committee found that the decision stands. You can take it to the second body."),
            moves(_S.SECOND, _S.UPHELD),
        ),
        _S.SECOND: State(
            _("with the second body"),
            _("With the second body"),
            "wait",
            _("Somebody else decides; that is final."),
            moves(_S.UPHELD, _S.SENT_BACK, _S.WITHDRAWN),
        ),
        _S.UPHELD: State(
            _("decision upheld"),
            _("The decision stands"),
            "stop",
            _("The appeal is closed."),
            afterwards=_("The decision stands as it was told."),
        ),
        _S.SENT_BACK: State(
            _("sent back"),
            _("Sent back"),
            "done",
            _("It is decided again by people who did not decide it before."),
            afterwards=_("You hear of the new decision by letter."),
        ),
        _S.FORFEITED: State(
            _("forfeited"),
            _("Forfeited"),
            "stop",
            _("The time for reasons passed without any."),
            afterwards=_("The decision stands as it was told."),
        ),
        _S.WITHDRAWN: State(
            _("withdrawn"),
            _("Withdrawn"),
            "stop",
            _("You withdrew it."),
            afterwards=_("As long as the days for notice run you can appeal again."),
        ),
    },
    start=[_S.NOTICED],
)
