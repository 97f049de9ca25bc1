"""A year of an organisation's scholarships. Each figure says what is counted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from candidates.journey.models import Candidacy
from lsscert.accounts.models import Organisation
from lsscert.money import funds
from lsscert.money.models import Fund, Transfer
from scholarships.applying.models import ScholarshipApplication
from scholarships.awarding.models import Award
from scholarships.following.models import FollowUp
from scholarships.rounds.models import Round

Status = Award.Status
KEPT = (Status.ACCEPTED, Status.PAID)
NONE_APPLIED: dict[str, Any] = {"applied": 0, "eligible": 0}
NO_AWARDS: dict[str, Any] = {"awarded": 0, "accepted": 0, "declined": 0, "lapsed": 0, "money": Decimal(0)}
ELIGIBLE = ("handed_in",)


@dataclass(frozen=True)
class OfRound:
    """Applied: handed in. Eligible: in the running when it was decided. Awarded: offered at any time."""

    round: Round
    applied: int
    eligible: int
    awarded: int
    accepted: int
    declined: int
    lapsed: int
    money: Decimal
    reports: tuple[int, int]


@dataclass(frozen=True)
class OfFund:
    """Movements of the year; `free` and `promised` are as of now."""

    fund: Fund
    came_in: Decimal
    paid: Decimal
    came_back: Decimal
    taken_out: Decimal
    free: Decimal
    promised: Decimal


@dataclass(frozen=True)
class Report:
    organisation: Organisation
    rounds: list[OfRound]
    funds: list[OfFund]
    candidates: int
    active: int
    certified: int


def report_of(organisation: Organisation, year: int) -> Report:
    rounds = list(organisation.rounds.filter(announced_at__year=year).order_by("announced_at"))
    people = Award.objects.filter(round__in=rounds, state__in=KEPT).values("person")
    states = list(Candidacy.objects.filter(person__in=people).values_list("person", "state"))
    return Report(
        organisation=organisation,
        rounds=_of_rounds(rounds),
        funds=_of_funds(list(organisation.funds.all()), year),
        candidates=len({person for person, _state in states}),
        active=len({person for person, state in states if state == Candidacy.Status.ACTIVE}),
        certified=len({person for person, state in states if state == Candidacy.Status.CERTIFIED}),
    )


def _of_rounds(rounds: Sequence[Round]) -> list[OfRound]:
    """In three queries however many there are."""
    applied, awarded, asked = _applied(rounds), _awarded(rounds), _reports(rounds)
    return [
        OfRound(
            round=each,
            **applied.get(each.pk, NONE_APPLIED),
            **awarded.get(each.pk, NO_AWARDS),
            reports=asked.get(each.pk, (0, 0)),
        )
        for each in rounds
    ]


def _applied(rounds: Sequence[Round]) -> dict[int, dict[str, Any]]:
    eligible = Count("pk", filter=Q(state__in=ELIGIBLE))
    rows = ScholarshipApplication.objects.counted().filter(round__in=rounds).order_by().values("round")
    return _by_round(rows.annotate(applied=Count("pk"), eligible=eligible))


def _awarded(rounds: Sequence[Round]) -> dict[int, dict[str, Any]]:
    rows = Award.objects.filter(round__in=rounds).exclude(offered_at=None).order_by().values("round")
    counted = rows.annotate(
        awarded=Count("pk"),
        accepted=Count("pk", filter=Q(state__in=KEPT)),
        declined=Count("pk", filter=Q(state=Status.DECLINED)),
        lapsed=Count("pk", filter=Q(state=Status.LAPSED)),
        money=Coalesce(Sum("amount", filter=Q(state__in=KEPT)), Decimal(0)),
    )
    return _by_round(counted)


def _by_round(counted: Iterable[Mapping[str, Any]]) -> dict[int, dict[str, Any]]:
    return {row["round"]: {name: row[name] for name in row if name != "round"} for row in counted}


def _reports(rounds: Sequence[Round]) -> dict[int, tuple[int, int]]:
    """Handed in, and asked for."""
    rows = FollowUp.objects.filter(award__round__in=rounds).order_by().values_list("award__round")
    return {pk: (done, all_) for pk, done, all_ in rows.annotate(Count("handed_in_at"), Count("pk"))}


def _of_funds(of: Sequence[Fund], year: int) -> list[OfFund]:
    """In three queries however many there are."""
    left, came = (_moved(side, of, year) for side in ("source__fund", "target__fund"))
    stands = funds.standings(of)
    return [
        OfFund(
            fund=each,
            came_in=came[each.pk, "fund_gift"] + came[each.pk, "fund_moved"],
            paid=left[each.pk, "paid_out"],
            came_back=came[each.pk, "came_back"],
            taken_out=left[each.pk, "fund_taken_out"] + left[each.pk, "fund_moved"],
            free=stands[each.pk].free,
            promised=stands[each.pk].promised,
        )
        for each in of
    ]


def _moved(side: str, of: Sequence[Fund], year: int) -> dict[tuple[int, str], Decimal]:
    """US dollars of the year by fund and reason."""
    rows = Transfer.objects.filter(**{f"{side}__in": of}, booked_on__year=year).order_by()
    added = rows.values_list(side, "reason").annotate(Sum("amount"))
    return defaultdict(Decimal, {(fund, reason): amount for fund, reason, amount in added})


def lines(report: Report) -> list[tuple[Any, ...]]:
    """Organisation, round or fund, what is counted, figure."""
    name = report.organisation.name
    found = [
        (name, each.round.title, label, figure)
        for each in report.rounds
        for label, figure in (
            (_("applied: handed in"), each.applied),
            (_("eligible: in the running"), each.eligible),
            (_("awarded: offered at any time"), each.awarded),
            (_("accepted and kept"), each.accepted),
            (_("declined"), each.declined),
            (_("not accepted in time"), each.lapsed),
            (_("US dollars of awards accepted and kept"), each.money),
            (_("reports handed in"), each.reports[0]),
            (_("reports asked for"), each.reports[1]),
        )
    ]
    found += [
        (name, each.fund.name, label, figure)
        for each in report.funds
        for label, figure in (
            (_("US dollars that came in"), each.came_in),
            (_("US dollars paid for awards"), each.paid),
            (_("US dollars that came back"), each.came_back),
            (_("US dollars taken out"), each.taken_out),
            (_("US dollars free today"), each.free),
            (_("US dollars promised today"), each.promised),
        )
    ]
    outcomes = (
        (_("people with an award who applied for the certification"), report.candidates),
        (_("of them active candidates today"), report.active),
        (_("of them certified"), report.certified),
    )
    return found + [(name, _("what became of them"), label, figure) for label, figure in outcomes]
