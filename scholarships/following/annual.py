"""A year of an organisation's scholarships. Each figure says what is counted."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from candidates.journey.models import Candidacy
from lsscert.accounts.models import Organisation
from lsscert.money import funds
from lsscert.money.models import Account, Fund, Transfer
from scholarships.awarding.models import Award
from scholarships.following.models import FollowUp
from scholarships.rounds.models import Round

Kind, Status = Account.Kind, Award.Status
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
    rounds = organisation.rounds.filter(announced_at__year=year).order_by("announced_at")
    people = Award.objects.filter(round__in=rounds, state__in=[Status.ACCEPTED, Status.PAID]).values("person")
    states = list(Candidacy.objects.filter(person__in=people).values_list("person", "state"))
    return Report(
        organisation=organisation,
        rounds=[_of_round(round_) for round_ in rounds],
        funds=[_of_fund(fund, year) for fund in organisation.funds.all()],
        candidates=len({person for person, _state in states}),
        active=len({person for person, state in states if state == Candidacy.Status.ACTIVE}),
        certified=len({person for person, state in states if state == Candidacy.Status.CERTIFIED}),
    )


def _of_round(round_: Round) -> OfRound:
    awards = list(round_.awards.exclude(offered_at=None))
    states = [award.state for award in awards]
    kept = [award for award in awards if award.state in {Status.ACCEPTED, Status.PAID}]
    reports = FollowUp.objects.filter(award__round=round_)
    counted = round_.applications.counted()
    return OfRound(
        round=round_,
        applied=counted.count(),
        eligible=counted.filter(state__in=ELIGIBLE).count(),
        awarded=len(awards),
        accepted=len(kept),
        declined=states.count(Status.DECLINED),
        lapsed=states.count(Status.LAPSED),
        money=sum((award.amount for award in kept), Decimal(0)),
        reports=(reports.exclude(handed_in_at=None).count(), reports.count()),
    )


def _of_fund(fund: Fund, year: int) -> OfFund:
    rows = Transfer.objects.filter(Q(source__fund=fund) | Q(target__fund=fund), booked_on__year=year)

    def moved(**which: Any) -> Decimal:
        return rows.filter(**which).aggregate(sum=Sum("amount"))["sum"] or Decimal(0)

    return OfFund(
        fund=fund,
        came_in=moved(reason="fund_gift") + moved(reason="fund_moved", target__fund=fund),
        paid=moved(reason="paid_out"),
        came_back=moved(reason="came_back"),
        taken_out=moved(reason="fund_taken_out") + moved(reason="fund_moved", source__fund=fund),
        free=funds.free(fund),
        promised=funds.promised(fund),
    )


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
