"""The meeting that decides a round, its awards and reserve, and the draw."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.money.fields import MoneyField
from lsscert.money.models import Fund, Payment
from lsscert.personal import classed
from lsscert.records import Record, tracked
from lsscert.states import State, StateTable, moves
from scholarships.applying.models import CostLine, ScholarshipApplication
from scholarships.awarding.draw_models import Draw, SealedSecret
from scholarships.rounds.models import Round
from scholarships.scoring.models import Judge

__all__ = [
    "AWARD_STATUS",
    "STANDING",
    "Award",
    "AwardPart",
    "Draw",
    "Meeting",
    "Minute",
    "Present",
    "SealedSecret",
]


@tracked
class Meeting(Record):
    """One sitting of the committee on one round; closed to everybody else."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="meetings")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    erasure = classed(kept="opened_by", none="id ref round opened_at ended_at version")

    class Meta(Record.Meta):
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round"], condition=Q(ended_at=None), name="one_open_meeting_per_round"
            )
        ]


@tracked
class Present(Record):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="present")
    judge = models.ForeignKey(Judge, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    erasure = classed(kept="judge", none="id ref meeting at")

    class Meta(Record.Meta):
        constraints = [models.UniqueConstraint(fields=["meeting", "judge"], name="present_once")]


class Minute(models.Model):
    """One act in a meeting, in a form from which the minutes are written. Never changed."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="minutes")
    code = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    erasure = classed(personal="params", kept="by", none="id meeting code at")

    class Meta:
        ordering = ["at", "id"]


@tracked
class Award(Record):
    """Money promised to one application, or a place in reserve for it.

    Marked in the meeting (its money is promised from then on), decided when a second member confirms, offered when the
    round is announced. `person`, `round` and `scheme` stand here so that the database refuses a second one.
    `rank` is its place in the committee's order, from 1; `reserve` its place among those who wait, from 1, else null.
    """

    class Status(models.TextChoices):
        MARKED = "marked", _("marked in the meeting")
        RESERVE = "reserve", _("in reserve")
        DECIDED = "decided", _("decided, not announced")
        OFFERED = "offered", _("offered")
        ACCEPTED = "accepted", _("accepted")
        PAID = "paid", _("paid")
        DECLINED = "declined", _("declined")
        LAPSED = "lapsed", _("lapsed")
        TAKEN_OFF = "taken_off", _("taken off")

    application = models.ForeignKey(ScholarshipApplication, on_delete=models.PROTECT, related_name="awards")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="awards")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="awards")
    scheme = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=Status)
    amount = MoneyField()
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    reserve = models.PositiveSmallIntegerField(null=True, blank=True)
    marked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)
    accept_by = models.DateField(null=True, blank=True, help_text="end of that day in Chicago")
    answered_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)

    erasure = classed(
        personal="why",
        kept="person state",
        none="id ref application round scheme amount rank reserve marked_at decided_at offered_at accept_by"
        " answered_at",
    )

    class Meta(Record.Meta):
        ordering = ["rank", "reserve", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="award_is_not_negative"),
            models.CheckConstraint(
                condition=Q(state="reserve") | Q(amount__gt=0), name="an_award_is_of_something"
            ),
            models.CheckConstraint(
                condition=Q(state="reserve", reserve__isnull=False) | (~Q(state="reserve") & Q(reserve=None)),
                name="a_reserve_has_its_place",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=~Q(state__in=["declined", "lapsed", "taken_off"]),
                name="an_application_is_awarded_once",
            ),
            models.UniqueConstraint(
                fields=["person", "scheme"],
                condition=~Q(scheme="") & ~Q(state__in=["reserve", "declined", "lapsed", "taken_off"]),
                name="one_award_per_person_and_scheme",
            ),
            models.UniqueConstraint(
                fields=["round", "reserve"],
                condition=Q(state="reserve"),
                name="a_place_in_reserve_stands_once",
            ),
        ]


STANDING = (
    Award.Status.MARKED,
    Award.Status.DECIDED,
    Award.Status.OFFERED,
    Award.Status.ACCEPTED,
    Award.Status.PAID,
)
"""States in which an award takes one of the round's places and its money."""

_S = Award.Status
AWARD_STATUS = StateTable(
    Award.Status,
    {
        _S.MARKED: State(
            _("marked in the meeting"),
            _("being decided"),
            "wait",
            _("Two members confirm what was marked."),
            moves(_S.DECIDED, _S.TAKEN_OFF, _S.RESERVE),
        ),
        _S.RESERVE: State(
            _("in reserve"),
            _("In reserve"),
            "wait",
            _("It moves up when somebody declines or does not answer in time."),
            moves(_S.MARKED, _S.OFFERED, _S.TAKEN_OFF),
        ),
        _S.DECIDED: State(
            _("decided, not announced"),
            _("being decided"),
            "wait",
            _("Letters go when the round is announced."),
            moves(_S.OFFERED, _S.TAKEN_OFF),
        ),
        _S.OFFERED: State(
            _("offered"),
            _("Awarded to you"),
            "act",
            _("Accept it by the date in the letter, or it goes to the next in reserve."),
            moves(_S.ACCEPTED, _S.DECLINED, _S.LAPSED, _S.TAKEN_OFF),
        ),
        _S.ACCEPTED: State(
            _("accepted"),
            _("Yours"),
            "done",
            _("It pays what it was given for as soon as that is due."),
            moves(_S.PAID, _S.DECLINED, _S.TAKEN_OFF),
        ),
        _S.PAID: State(
            _("paid"),
            _("Paid"),
            "done",
            _("The money has gone where it was meant to go."),
            moves(_S.TAKEN_OFF),
        ),
        _S.DECLINED: State(
            _("declined"),
            _("You declined it"),
            "stop",
            _("The money is free for the next in reserve."),
            afterwards=_("You can apply in the next round."),
        ),
        _S.LAPSED: State(
            _("lapsed"),
            _("Not accepted in time"),
            "stop",
            _("The money is free for the next in reserve."),
            afterwards=_("You can apply in the next round."),
        ),
        _S.TAKEN_OFF: State(
            _("taken off"),
            _("Not awarded"),
            "stop",
            _("The money is free again."),
            moves(_S.MARKED, _S.RESERVE),
            afterwards=_("You can apply in the next round."),
        ),
    },
    start=[_S.MARKED, _S.RESERVE],
)


@tracked
class AwardPart(Record):
    """What of an award comes from which fund, for which line of the budget. Parts add up to the award."""

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="parts")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="award_parts")
    cost = models.ForeignKey(CostLine, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    amount = MoneyField()
    payment = models.OneToOneField(
        Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="award_part",
        help_text="the payment that put it on an invoice",
    )  # fmt: skip

    erasure = classed(none="id ref award fund cost amount payment")

    class Meta(Record.Meta):
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="award_part_is_positive"),
        ]
