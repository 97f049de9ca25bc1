"""A place and money of a round, taken and let go."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from lsscert.money import funds
from lsscert.money.models import FundEntry
from lsscert.refused import Refused
from scholarships.applying.models import CostLine, ScholarshipApplication
from scholarships.awarding import reserve
from scholarships.awarding.holding import Part, free, hold, parts_for
from scholarships.awarding.models import Award
from scholarships.rounds.models import Round, RoundFund
from tests import people
from tests.scholarships import making
from tests.scholarships.making import NOW

pytestmark = pytest.mark.django_db
BY: dict[str, Any] = {"by": None, "now": NOW}
Status = Award.Status


def award(round_: Round, amount: int = 200, **said: Any) -> Award:
    parts = parts_for(round_, Decimal(amount))
    return hold(application=making.application(round_, **said), parts=parts, **BY)


def code_of(act: Any) -> str:
    with pytest.raises(Refused) as no:
        act()
    return str(no.value.code)


def stands(round_: Round) -> tuple[int, Decimal, Decimal, Decimal]:
    round_.refresh_from_db()
    row = RoundFund.objects.get(round=round_)
    return round_.awarded, row.drawn, funds.free(row.fund), funds.promised(row.fund)


def test_the_founding_round_has_money_for_five_and_places_for_five() -> None:
    round_ = making.round_()
    five = [award(round_) for _each in range(5)]
    assert stands(round_) == (5, Decimal(1000), Decimal(0), Decimal(1000))
    sixth = making.application(round_)
    part = [Part(RoundFund.objects.get().fund, Decimal(200))]
    assert code_of(lambda: hold(application=sixth, parts=part, **BY)) == "round_full"
    free(award=five[0], state=Status.TAKEN_OFF, **BY)
    assert stands(round_) == (4, Decimal(800), Decimal(200), Decimal(800))
    hold(application=sixth, parts=part, **BY)
    assert stands(round_) == (5, Decimal(1000), Decimal(0), Decimal(1000))


def test_what_is_freed_twice_is_freed_once() -> None:
    round_ = making.round_()
    one = award(round_)
    free(award=one, state=Status.TAKEN_OFF, **BY)
    assert code_of(lambda: free(award=one, state=Status.TAKEN_OFF, **BY)) == "move_not_allowed"
    assert stands(round_) == (0, Decimal(0), Decimal(1000), Decimal(0))


def test_a_marked_one_can_be_changed_and_keeps_its_place() -> None:
    round_ = making.round_(partial=True)
    one = award(round_)
    hold(application=one.application, parts=parts_for(round_, Decimal(150)), **BY)
    assert stands(round_) == (1, Decimal(150), Decimal(850), Decimal(150))
    Award.objects.update(state=Status.OFFERED)
    again = parts_for(round_, Decimal(200))
    assert code_of(lambda: hold(application=one.application, parts=again, **BY)) == "awarded_already"


def test_a_round_keeps_to_its_own_budget_of_a_fund() -> None:
    round_ = making.round_(draws_on=making.fund(5000), limit=300)
    fund = RoundFund.objects.get(round=round_).fund
    award(round_)
    second = making.application(round_)
    assert code_of(lambda: hold(application=second, parts=[Part(fund, Decimal(200))], **BY)) == "round_budget"
    assert code_of(lambda: parts_for(round_, Decimal(200))) == "fund_too_low"
    elsewhere = making.fund(500, name="Not of this round")
    assert (
        code_of(lambda: hold(application=second, parts=[Part(elsewhere, Decimal(200))], **BY))
        == "round_budget"
    )
    assert stands(round_) == (1, Decimal(200), Decimal(4800), Decimal(200))
    assert funds.free(elsewhere) == 500  # nothing half done


def test_money_that_left_the_fund_cannot_be_awarded() -> None:
    round_ = making.round_()
    fund, by = RoundFund.objects.get().fund, making.member(making.Role.TREASURER)
    funds.take_out(
        fund=fund, amount=Decimal(900), who="Printer", reference="", why="", on=making.TODAY, by=by, now=NOW
    )
    first = making.application(round_)
    assert code_of(lambda: hold(application=first, parts=[Part(fund, Decimal(200))], **BY)) == "fund_too_low"
    assert stands(round_) == (0, Decimal(0), Decimal(100), Decimal(0))
    assert FundEntry.objects.count() == 2


@pytest.mark.parametrize("amount", ["200.01", "0", "-5", "199"])
def test_an_award_is_as_large_as_the_round_says(amount: str) -> None:
    round_ = making.round_()
    parts = [Part(RoundFund.objects.get().fund, Decimal(amount))]
    assert code_of(lambda: hold(application=making.application(round_), parts=parts, **BY)) == "parts_differ"


def test_who_asks_less_gets_what_they_ask() -> None:
    assert award(making.round_(), 120, asked=Decimal(120)).amount == 120


def test_one_applicant_costs_split_over_two_funds_and_two_lines() -> None:
    """$45 meals and $60 train from the General Fund, the registration from another."""
    general, named = making.fund(105), making.fund(300, name="Conference Fund")
    round_ = making.round_(draws_on=general, limit=105, amount=Decimal(255), partial=True)
    RoundFund.objects.create(round=round_, fund=named, limit=300)
    one = making.application(round_, asked=Decimal(255))
    meals, train, registration = (
        CostLine.objects.create(application=one, what=what, cost=cost, asked=cost)
        for what, cost in (("Meals", 45), ("Train", 60), ("Registration", 150))
    )
    split = [
        Part(general, Decimal(45), meals),
        Part(general, Decimal(60), train),
        Part(named, Decimal(150), registration),
    ]
    assert hold(application=one, parts=split, **BY).amount == 255
    assert (funds.free(general), funds.free(named)) == (Decimal(0), Decimal(150))
    too_much = [*split[:2], Part(named, Decimal("149.99"), meals)]
    assert code_of(lambda: hold(application=one, parts=too_much, **BY)) == "parts_differ"


@pytest.mark.parametrize("state", ["to_check", "not_eligible", "withdrawn"])
def test_only_who_is_in_the_running_is_awarded(state: str) -> None:
    round_ = making.round_()
    one = making.application(round_)
    ScholarshipApplication.objects.update(state=state)
    parts = parts_for(round_, Decimal(200))
    assert code_of(lambda: hold(application=one, parts=parts, **BY)) == "not_in_the_running"
    assert code_of(lambda: reserve.put(application=one, **BY)) == "not_in_the_running"


def test_one_award_per_person_across_rounds_of_one_scheme_and_of_other_organisations() -> None:
    ana, other = people.person("Ana"), making.organisation("LSSIRT")
    ours = making.round_(scheme="Enrolment 2026")
    theirs = making.round_(draws_on=making.fund(1000, of=other), scheme="Enrolment 2026")
    free_of_it = making.round_(draws_on=making.fund(1000, name="More"))
    first = award(ours, someone=ana)
    second = making.application(theirs, ana)
    parts = parts_for(theirs, Decimal(200))
    assert code_of(lambda: hold(application=second, parts=parts, **BY)) == "scheme_awarded"
    assert stands(theirs) == (0, Decimal(0), Decimal(1000), Decimal(0))
    award(free_of_it, someone=ana)
    free(award=first, state=Status.TAKEN_OFF, **BY)
    assert hold(application=second, parts=parts, **BY).state == Status.MARKED


def in_reserve(round_: Round, count: int = 3, **said: Any) -> list[Award]:
    return [reserve.put(application=making.application(round_, **said), **BY) for _each in range(count)]


def test_the_row_keeps_its_order() -> None:
    round_ = making.round_()
    one, two, three = in_reserve(round_)
    assert reserve.places_of(round_) == {one.pk: 1, two.pk: 2, three.pk: 3}
    reserve.swap(award=three, up=True)
    assert reserve.places_of(round_) == {one.pk: 1, three.pk: 2, two.pk: 3}
    reserve.swap(award=one, up=True)  # the first stays the first
    reserve.swap(award=two, up=False)
    assert reserve.places_of(round_) == {one.pk: 1, three.pk: 2, two.pk: 3}
    assert code_of(lambda: reserve.put(application=one.application, **BY)) == "awarded_already"
    free(award=one, state=Status.TAKEN_OFF, **BY)
    assert reserve.places_of(round_) == {three.pk: 1, two.pk: 2}
    assert stands(round_)[:2] == (0, Decimal(0))


def test_whoever_is_first_moves_up_when_a_place_falls_free() -> None:
    round_ = making.round_(places=1)
    held = award(round_)
    one, two = in_reserve(round_, 2)
    Round.objects.update(state=Round.Status.ANNOUNCED)
    assert reserve.move_up(round_=round_, **BY) == []
    Award.objects.filter(pk=held.pk).update(state=Status.OFFERED)
    free(award=held, state=Status.DECLINED, **BY)
    assert [each.pk for each in reserve.move_up(round_=round_, **BY)] == [one.pk]
    one.refresh_from_db()
    assert (one.state, one.reserve, one.accept_by) == (
        Status.OFFERED,
        None,
        making.TODAY + timedelta(days=14),
    )
    assert reserve.places_of(round_) == {two.pk: 1}
    assert stands(round_) == (1, Decimal(200), Decimal(800), Decimal(200))
    assert reserve.move_up(round_=round_, **BY) == []


def test_nobody_moves_up_before_the_round_is_announced() -> None:
    round_ = making.round_()
    in_reserve(round_, 1)
    assert reserve.move_up(round_=round_, **BY) == []


def test_nobody_is_passed_over_for_want_of_money() -> None:
    round_ = making.round_(draws_on=making.fund(150), limit=1000, partial=True)
    in_reserve(round_, 1, asked=Decimal(200))
    in_reserve(round_, 1, asked=Decimal(100))
    Round.objects.update(state=Round.Status.ANNOUNCED)
    assert reserve.move_up(round_=round_, **BY) == []
    assert stands(round_) == (0, Decimal(0), Decimal(150), Decimal(0))


def test_who_was_helped_by_the_scheme_meanwhile_leaves_the_row() -> None:
    ana, other = people.person("Ana"), making.organisation("LSSIRT")
    round_ = making.round_(scheme="Enrolment 2026")
    theirs = making.round_(draws_on=making.fund(1000, of=other), scheme="Enrolment 2026")
    waiting = reserve.put(application=making.application(round_, ana), **BY)
    (second,) = in_reserve(round_, 1)
    award(theirs, someone=ana)
    Round.objects.update(state=Round.Status.ANNOUNCED)
    assert [each.pk for each in reserve.move_up(round_=round_, **BY)] == [second.pk]
    waiting.refresh_from_db()
    assert (waiting.state, "Enrolment 2026" in waiting.why) == (Status.TAKEN_OFF, True)
