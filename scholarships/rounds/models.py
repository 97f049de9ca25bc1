"""A round: what is given, to how many, from which funds, to whom, and how it is decided."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Organisation, Person
from lsscert.money.fields import MoneyField
from lsscert.money.models import Fund
from lsscert.personal import classed
from lsscert.records import Record, RecordManager, tracked
from lsscert.states import State, StateTable, moves


class RoundQuerySet(models.QuerySet["Round"]):
    def public(self) -> "RoundQuerySet":
        """Those that the world may read of."""
        return self.exclude(state__in=[Round.Status.DRAFT, Round.Status.CALLED_OFF])


@tracked
class Round(Record):
    """One call for applications. Days are the programme's (Chicago); the closing day counts to its end.

    `rules` is a list of {"rule": code, …parameters}, read by `entitlement.py`. `amount` is the most that one
    application can be awarded, in US dollars; with `partial` less may be given. `awarded` counts the awards that stand,
    written by one function of `awarding` under the lock of this row.
    `scheme` is a name that several rounds, also of other organisations, may share: one award per person among them.
    """

    class Purpose(models.TextChoices):
        FEE = "fee", _("enrolment fee")
        COURSE = "course", _("course subsidy")
        DEVELOPMENT = "development", _("professional development")
        CONFERENCE = "conference", _("conference")

    class Method(models.TextChoices):
        MERIT = "merit", _("by merit: the committee scores")
        DRAW = "draw", _("by draw")
        MERIT_DRAW = "merit_draw", _("by merit, with a draw among equals")

    class Status(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        PUBLISHED = "published", _("published")
        DECIDED = "decided", _("decided, not announced")
        ANNOUNCED = "announced", _("announced")
        CLOSED = "closed", _("closed")
        CALLED_OFF = "called_off", _("called off")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="rounds")
    title = models.CharField(_("title"), max_length=120)
    purpose = models.CharField(_("what it pays"), max_length=12, choices=Purpose, default=Purpose.FEE)
    summary = models.TextField(_("what it is, for whom, in your words"), blank=True)
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    closes_on = models.DateField(_("closes on"), null=True, blank=True)
    news_by = models.DateField(_("applicants hear by"), null=True, blank=True)
    places = models.PositiveSmallIntegerField(_("number of awards"), default=1)
    amount = MoneyField(_("amount of one award"), default=0)
    partial = models.BooleanField(_("less may be given"), default=False)
    method = models.CharField(_("how it is decided"), max_length=10, choices=Method, default=Method.MERIT)
    rules = models.JSONField(_("who may apply"), default=list, blank=True)
    scheme = models.CharField(_("one award per person among rounds named"), max_length=60, blank=True)
    helped_first = models.BooleanField(_("those never helped before come first"), default=False)
    blind = models.BooleanField(_("the committee sees no names"), default=True)
    readers = models.PositiveSmallIntegerField(_("scores each application needs"), default=2)
    scale = models.PositiveSmallIntegerField(_("points, from 0 to"), default=5)
    quorum = models.PositiveSmallIntegerField(_("members that must be present"), default=2)
    references = models.PositiveSmallIntegerField(_("letters of reference"), default=0)
    budget = models.BooleanField(_("asks for a budget"), default=False)
    reimbursed = models.BooleanField(_("paid after proof of completion and payment"), default=False)
    match_percent = models.PositiveSmallIntegerField(
        _("the library adds, in percent of the award"), default=0
    )
    accept_days = models.PositiveSmallIntegerField(_("days to accept"), default=14)
    report_due_on = models.DateField(_("follow-up report due on"), null=True, blank=True)
    outside_number = models.CharField(
        _("number nobody can know beforehand"),
        max_length=200,
        blank=True,
        help_text=_(
            "Named now, read later: for example a public lottery's winning numbers of a day you name."
        ),
    )
    state = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    awarded = models.PositiveSmallIntegerField(default=0)
    copied_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="copies"
    )
    made_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: ClassVar = RecordManager.from_queryset(RoundQuerySet)()
    erasure = classed(
        kept="made_by",
        none="id ref organisation title purpose summary opens_on closes_on news_by places amount partial method rules"
        " scheme helped_first blind readers scale quorum references budget reimbursed match_percent accept_days"
        " report_due_on outside_number state awarded copied_from made_at published_at decided_at announced_at version",
    )

    class Meta(Record.Meta):
        ordering = ["-closes_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(awarded__lte=F("places")), name="no_more_awards_than_places"),
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(closes_on=None) | Q(closes_on__gte=F("opens_on")),
                name="round_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "called_off"])
                | Q(opens_on__isnull=False, closes_on__isnull=False, amount__gt=0, places__gte=1),
                name="published_round_is_complete",
            ),
        ]

    def __str__(self) -> str:
        return self.title


_S = Round.Status
STATUS = StateTable(
    Round.Status,
    {
        _S.DRAFT: State(
            _("being prepared"),
            _("not published"),
            "open",
            _("It is published when everything is filled in."),
            moves(_S.PUBLISHED, _S.CALLED_OFF),
        ),
        _S.PUBLISHED: State(
            _("published"),
            _("open for applications, or being decided"),
            "wait",
            _("People apply until its last day; then the committee decides."),
            moves(_S.DECIDED, _S.CALLED_OFF),
        ),
        _S.DECIDED: State(
            _("decided, not announced"),
            _("being decided"),
            "wait",
            _("The awards are confirmed; letters go when it is announced."),
            moves(_S.ANNOUNCED),
        ),
        _S.ANNOUNCED: State(
            _("announced"),
            _("decided"),
            "done",
            _("Those awarded accept in time, or the next in reserve moves up."),
            moves(_S.CLOSED),
        ),
        _S.CLOSED: State(
            _("closed"),
            _("closed"),
            "done",
            _("Every award came to its end."),
            afterwards=_("The next round can be made from a copy."),
        ),
        _S.CALLED_OFF: State(
            _("called off"),
            _("called off"),
            "stop",
            _("Nobody is awarded anything."),
            afterwards=_("A new round can be made from a copy."),
        ),
    },
    start=[_S.DRAFT],
)


@tracked
class RoundFund(Record):
    """What a round may draw from a fund at most, and has drawn for the awards that stand."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="draws_on")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="rounds")
    limit = MoneyField(_("at most"))
    drawn = MoneyField(default=0)

    erasure = classed(none="id ref round fund limit drawn")

    class Meta(Record.Meta):
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "fund"], name="a_round_names_a_fund_once"),
            models.CheckConstraint(
                condition=Q(drawn__gte=0) & Q(drawn__lte=F("limit")), name="a_round_stays_within_its_budget"
            ),
        ]


@tracked
class Criterion(Record):
    """What applications are scored by; `weight` is how much it counts beside the others."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="criteria")
    title = models.CharField(_("criterion"), max_length=120)
    help = models.TextField(_("what to look for"), blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    position = models.PositiveSmallIntegerField(default=0)

    erasure = classed(none="id ref round title help weight position")

    class Meta(Record.Meta):
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=100), name="weight_is_1_to_100")
        ]

    def __str__(self) -> str:
        return self.title


@tracked
class Question(Record):
    """What applicants answer in their own words."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(_("question"), max_length=300)
    help = models.TextField(_("what helps to answer it"), blank=True)
    most_words = models.PositiveSmallIntegerField(_("at most so many words"), default=300)
    required = models.BooleanField(_("must be answered"), default=True)
    position = models.PositiveSmallIntegerField(default=0)

    erasure = classed(none="id ref round text help most_words required position")

    class Meta(Record.Meta):
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text


class Interest(Record):
    """Somebody to be told when the next round of an organisation opens."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="interested")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="interests"
    )
    address = models.EmailField(_("e-mail address"), max_length=254)
    asked_at = models.DateTimeField()
    told_of = models.ForeignKey(Round, null=True, blank=True, on_delete=models.SET_NULL, related_name="told")

    erasure = classed(personal="person address asked_at", none="id ref organisation told_of")

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(address=Lower("address")), name="interest_is_lower_case"),
            models.UniqueConstraint(
                fields=["organisation", "address"], condition=Q(told_of=None), name="interest_stands_once"
            ),
        ]
