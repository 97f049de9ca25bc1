"""Money out of a fund: little at once, much after a second person, never twice, and never of a closed fund."""

import threading
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from lsscert.accounts import approvals
from lsscert.accounts.models import Approval, Person
from lsscert.letters.models import Letter
from lsscert.money import funds
from lsscert.money.models import Fund, FundEntry
from lsscert.refs import new_ref
from lsscert.refused import Refused
from scholarships.funds import taking_out
from tests import people
from tests.scholarships import making
from tests.scholarships.making import NOW, TODAY, Role
from tests.together import PATIENCE, together

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]


@pytest.mark.parametrize(
    ("amount", "lately", "asks"),
    [
        ("500", "0", False),
        ("500.01", "0", True),
        ("1", "500", True),
        ("100", "400", False),
        ("100", "400.01", True),
    ],
)
def test_what_needs_a_second_person(amount: str, lately: str, asks: bool) -> None:
    limit = Decimal(500)
    assert taking_out.needs_second_person(Decimal(amount), lately=Decimal(lately), limit=limit) is asks


def take(fund: Fund, dollars: int, by: Person, **said: Any) -> FundEntry | Approval:
    facts: dict[str, Any] = {
        "who": "The division",
        "reference": "",
        "why": "Postage",
        "on": TODAY,
        "now": NOW,
    }
    return taking_out.take_out(
        fund=fund, amount=Decimal(dollars), by=by, **facts | {"once": new_ref()} | said
    )


def code_of(act: Any) -> str:
    with pytest.raises(Refused) as no:
        act()
    return str(no.value.code)


@pytest.fixture
def fund() -> Fund:
    return making.fund(2000)


@pytest.fixture
def treasurer(fund: Fund) -> Person:
    return people_of(fund)


def people_of(fund: Fund) -> Person:
    return Person.objects.get(memberships__organisation=fund.organisation, memberships__role=Role.TREASURER)


def test_little_leaves_at_once_and_pressed_twice_leaves_once(fund: Fund, treasurer: Person) -> None:
    once = new_ref()
    for _press in range(2):
        assert isinstance(take(fund, 400, treasurer, once=once), FundEntry)
    assert funds.free(fund) == 1600
    assert code_of(lambda: take(fund, 50, treasurer, once=once)) == "entered_already"


def test_much_waits_for_a_second_person_of_the_organisation(fund: Fund, treasurer: Person) -> None:
    second, stranger = (
        making.member(Role.ORGANISER),
        making.member(Role.TREASURER, of=making.organisation("LSSIRT")),
    )
    once = new_ref()
    approval = take(fund, 600, treasurer, once=once)
    assert isinstance(approval, Approval)
    assert take(fund, 600, treasurer, once=once) == approval
    assert funds.free(fund) == 2000
    told = Letter.objects.filter(kind="approval_asked").values_list("address", flat=True)
    assert list(told) == [second.email]
    for nobody in (treasurer, stranger, people.staff()):
        assert code_of(lambda by=nobody: approvals.confirm(approval=approval, by=by, now=NOW)) in {
            "approval_own",
            "approval_not_yours",
        }
    approvals.confirm(approval=approval, by=second, now=NOW)
    assert funds.free(fund) == 1400
    assert take(fund, 600, treasurer, once=once).pk == FundEntry.objects.get(kind="taken_out").pk
    assert funds.free(fund) == 1400


def test_small_amounts_that_follow_each_other_are_one(fund: Fund, treasurer: Person) -> None:
    making.member(Role.ORGANISER)
    assert isinstance(take(fund, 400, treasurer), FundEntry)
    assert isinstance(take(fund, 200, treasurer, now=NOW + timedelta(days=29)), Approval)
    Approval.objects.all().delete()
    assert isinstance(take(fund, 200, treasurer, now=NOW + timedelta(days=31)), FundEntry)


def test_what_cannot_be_is_asked_of_nobody(fund: Fund, treasurer: Person) -> None:
    assert code_of(lambda: take(fund, 600, treasurer)) == "nobody_to_confirm"
    making.member(Role.ORGANISER)
    assert code_of(lambda: take(fund, 2001, treasurer)) == "fund_too_low"
    assert code_of(lambda: take(fund, 600, treasurer, on=TODAY + timedelta(days=1))) == "received_in_future"
    take(fund, 600, treasurer)
    assert code_of(lambda: take(fund, 700, treasurer)) == "approval_waits_already"
    assert funds.free(fund) == 2000


def test_what_was_promised_meanwhile_is_not_taken(fund: Fund, treasurer: Person) -> None:
    second = making.member(Role.ORGANISER)
    approval = take(fund, 1500, treasurer)
    funds.promise(fund=fund, amount=Decimal(1000), key="a", by=None, now=NOW)
    assert code_of(lambda: approvals.confirm(approval=approval, by=second, now=NOW)) == "fund_too_low"
    assert (funds.free(fund), funds.promised(fund)) == (Decimal(1000), Decimal(1000))


def test_a_fund_is_closed_when_nothing_is_in_it_and_takes_nothing_then(fund: Fund, treasurer: Person) -> None:
    by: dict[str, Any] = {"by": treasurer, "now": NOW}
    other = making.fund(10, name="Other")
    funds.promise(fund=fund, amount=Decimal(2000), key="a", by=None, now=NOW)
    assert code_of(lambda: funds.close(fund=fund, **by)) == "fund_not_empty"
    funds.pay_out(fund=fund, amount=Decimal(2000), key="a", by=None, now=NOW)
    assert funds.standings([fund])[fund.pk] == funds.Standing(paid=Decimal(2000))
    assert funds.close(fund=fund, **by).closed_on == TODAY
    assert code_of(lambda: funds.close(fund=fund, **by)) == "fund_closed"
    said: dict[str, Any] = {"amount": Decimal(10), "why": "", "on": TODAY} | by
    assert code_of(lambda: funds.receive_gift(fund=fund, who="", reference="", **said)) == "fund_closed"
    assert code_of(lambda: funds.move(fund=other, to=fund, **said)) == "fund_closed"


def test_another_form_with_the_same_reference_is_refused(fund: Fund, treasurer: Person) -> None:
    once = new_ref()
    said: dict[str, Any] = {
        "on": TODAY,
        "by": treasurer,
        "now": NOW,
        "once": once,
        "who": "",
        "reference": "",
    }
    funds.receive_gift(fund=fund, amount=Decimal(10), **said)
    assert code_of(lambda: funds.receive_gift(fund=fund, amount=Decimal(11), **said)) == "entered_already"
    for forged in ("\0", "x" * 10_000, "\ud800"):
        funds.receive_gift(fund=fund, amount=Decimal(1), **said | {"once": forged})
    assert funds.free(fund) == 2013


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["as it is", "control: without the lock"])
def test_two_who_take_half_at_once_do_not_pass_the_limit(
    locked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    fund = making.fund(2000)
    treasurer, second = people_of(fund), making.member(Role.ORGANISER)
    both = threading.Barrier(2)
    if not locked:
        monkeypatch.setattr(Fund, "lock", lambda row: row)
        lately = taking_out._lately

        def looked(*args: Any) -> Decimal:
            found = lately(*args)
            both.wait(PATIENCE)
            return found

        monkeypatch.setattr(taking_out, "_lately", looked)
    results = together(*[lambda by=by: take(fund, 400, by) for by in (treasurer, second)])
    asked = [each for each in results if isinstance(each, Approval)]
    assert len(asked) == (1 if locked else 0)
    assert funds.free(fund) == (1600 if locked else 1200)
