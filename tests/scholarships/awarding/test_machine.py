"""Random rounds, random acts: never over budget, never over count, nobody twice, the row in order, no dollar lost."""

import os
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lsscert.desk.invariants import money as checks
from lsscert.money import funds
from lsscert.money.models import Fund, FundEntry
from lsscert.refused import Refused
from scholarships.awarding import reserve
from scholarships.awarding.holding import Part, free, hold, live_award, parts_for
from scholarships.awarding.models import STANDING, Award
from scholarships.rounds.models import Round, RoundFund
from tests import people
from tests.scholarships import making
from tests.scholarships.making import NOW

pytestmark = pytest.mark.django_db
EXAMPLES = int(os.environ.get("LSSC_EXAMPLES", "25"))
Status = Award.Status
BY: dict[str, Any] = {"by": None, "now": NOW}
ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["mark", "split", "reserve", "off", "decline", "lapse", "announce", "gift", "lower", "up"]
        ),
        st.integers(0, 7),
        st.integers(1, 300),
    ),
    min_size=3,
    max_size=25,
)


CODES = {
    "round_full",
    "round_budget",
    "fund_too_low",
    "awarded_already",
    "scheme_awarded",
    "parts_differ",
    "move_not_allowed",
    "not_in_reserve",
}


class House:
    """Two funds; two rounds of one scheme that draw on them; eight applicants, four of them in both rounds."""

    def __init__(self, first: int, second: int, places: int) -> None:
        self.funds = [making.fund(first, name="One"), making.fund(second, name="Two")]
        self.rounds = [self._round(places), self._round(2)]
        applicants = [people.person(f"Applicant {number}") for number in range(6)]
        self.rows = [making.application(self.rounds[0], each) for each in applicants]
        self.rows += [making.application(self.rounds[1], each) for each in applicants[:2]]
        self.by = making.member(making.Role.TREASURER)

    def _round(self, places: int) -> Round:
        round_ = making.round_(
            draws_on=self.funds[0],
            limit=400,
            places=places,
            partial=True,
            scheme="One each",
            amount=Decimal(300),
        )
        RoundFund.objects.create(round=round_, fund=self.funds[1], limit=250)
        return round_

    def act(self, what: str, which: int, dollars: int) -> None:
        row, amount, fund = self.rows[which], Decimal(dollars), self.funds[which % 2]
        said: dict[str, Any] = {
            "who": "",
            "reference": "",
            "why": "",
            "on": making.TODAY,
            "by": self.by,
            "now": NOW,
        }
        award = live_award(row)
        if what == "mark":
            hold(application=row, parts=parts_for(row.round, amount), **BY)
        elif what == "split":
            hold(application=row, parts=[Part(each, amount / 4) for each in self.funds], **BY)
        elif what == "reserve":
            reserve.put(application=row, **BY)
        elif what == "announce":
            Round.objects.filter(pk=row.round_id).update(state=Round.Status.ANNOUNCED)
            Award.objects.filter(round=row.round_id, state=Status.MARKED).update(state=Status.OFFERED)
            reserve.move_up(round_=row.round, **BY)
        elif what == "gift":
            funds.receive_gift(fund=fund, amount=amount, **said)
        elif what == "lower":
            funds.take_out(fund=fund, amount=amount, **said)
        elif award is not None:
            self._end(what, award)

    def _end(self, what: str, award: Award) -> None:
        if what == "up":
            reserve.swap(award=award, up=True)
            return
        ends = {"off": Status.TAKEN_OFF, "decline": Status.DECLINED, "lapse": Status.LAPSED}
        free(award=award, state=ends[what], **BY)
        reserve.move_up(round_=award.round, **BY)


def what_must_hold(house: House) -> None:
    for round_ in Round.objects.filter(pk__in=[each.pk for each in house.rounds]):
        standing = round_.awards.filter(state__in=STANDING)
        assert standing.count() == round_.awarded <= round_.places
        for row in round_.draws_on.all():
            parts = sum(part.amount for award in standing for part in award.parts.filter(fund=row.fund))
            assert parts == row.drawn <= row.limit
    people_awarded = [award.person_id for award in Award.objects.filter(state__in=STANDING)]
    assert len(people_awarded) == len(set(people_awarded))
    for fund in house.funds:
        entries = FundEntry.objects.filter(fund=fund)
        came = sum(entry.amount * (1 if entry.kind == "gift" else -1) for entry in entries)
        assert came == funds.free(fund) + funds.promised(fund)
        assert funds.promised(fund) == held(fund)


def held(fund: Fund) -> Decimal:
    rows = Award.objects.filter(state__in=STANDING)
    return sum((part.amount for award in rows for part in award.parts.filter(fund=fund)), Decimal(0))


@given(first=st.integers(0, 900), second=st.integers(0, 600), places=st.integers(1, 4), acts=ACTS)
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
def test_whatever_happens(first: int, second: int, places: int, acts: list[tuple[str, int, int]]) -> None:
    with transaction.atomic():
        _play(House(first, second, places), acts)
        transaction.set_rollback(True)


def _play(house: House, acts: list[tuple[str, int, int]]) -> None:
    for act in acts:
        row = order_of_those_who_wait(house)
        try:
            house.act(*act)
        except Refused as no:
            assert no.code in CODES
        what_must_hold(house)
        if act[0] != "up":  # nobody but the committee changes the order of those who still wait
            now = order_of_those_who_wait(house)
            for before, after in zip(row, now, strict=True):
                assert [each for each in after if each in before] == [
                    each for each in before if each in after
                ]
    assert checks.unbalanced_accounts() == 0
    assert checks.books_out_of_balance() == 0


def order_of_those_who_wait(house: House) -> list[list[int]]:
    return [[award.pk for award in reserve.waiting(round_)] for round_ in house.rounds]
