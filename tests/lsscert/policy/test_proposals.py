"""New prices need a second person."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from lsscert import clock
from lsscert.accounts import approvals
from lsscert.accounts.approval_models import Approval
from lsscert.accounts.models import Person
from lsscert.policy import proposals, services
from lsscert.policy.models import PolicyRow
from lsscert.refused import Refused
from tests import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]
PRICE = "price.enrolment"
PAGE = f"/desk/policy/{PRICE}/"
# Of the real clock, because the database looks at its own.
NOW = clock.now()
TODAY = clock.programme_day(NOW)
A_DAY = timedelta(days=1)


@pytest.fixture
def grace() -> Person:
    return people.staff("Grace Office")


@pytest.fixture
def helen() -> Person:
    return people.staff("Helen Office")


def propose(
    by: Person, value: str = "375.00", start: date = TODAY + 10 * A_DAY, now: datetime = NOW
) -> Approval:
    return proposals.propose(
        key=PRICE, value=value, effective_from=start, note="Board, spring meeting.", by=by, now=now
    )


def coming() -> list[PolicyRow]:
    return list(PolicyRow.objects.filter(key=PRICE, effective_from__gt=TODAY))


def typed(**changes: str) -> dict[str, str]:
    start = (TODAY + 10 * A_DAY).isoformat()
    return {"value": "375.00", "effective_from": start, "note": "Board, spring meeting."} | changes


def test_a_price_is_written_when_a_second_person_confirms(grace: Person, helen: Person):
    approval = propose(grace)
    assert coming() == []
    approvals.confirm(approval=approval, by=helen, now=NOW)
    (row,) = coming()
    assert (row.value, row.effective_from) == ("375.00", TODAY + 10 * A_DAY)
    assert (row.note, row.set_by) == ("Board, spring meeting.", grace)


def test_who_is_asked_reads_old_and_new(grace: Person):
    approval = propose(grace)
    assert approval.title.startswith("Enrolment: $375.00 from ")
    assert "is $350.00 today" in approval.explanation


def test_a_stopped_price_is_never_written(grace: Person, helen: Person):
    approvals.stop(approval=propose(grace), why="Not decided.", by=helen, now=NOW)
    approvals.run_those_that_waited(NOW + 3 * A_DAY)
    assert coming() == []


def test_without_an_answer_it_is_written_after_the_wait(grace: Person):
    propose(grace)
    approvals.run_those_that_waited(NOW + A_DAY)
    assert [row.value for row in coming()] == ["375.00"]


@pytest.mark.parametrize("days_late", [0, 5])
def test_a_price_whose_day_has_come_starts_on_the_next(grace: Person, helen: Person, days_late: int):
    start = TODAY + 2 * A_DAY
    approval = propose(grace, start=start)
    decided = approvals.confirm(approval=approval, by=helen, now=NOW + (2 + days_late) * A_DAY)
    (row,) = coming()
    assert row.effective_from == start + (days_late + 1) * A_DAY
    assert "had come before it was decided" in decided.outcome


@pytest.mark.parametrize(
    ("value", "start", "code"),
    [
        ("375.00", TODAY, "policy_in_past"),
        ("abc", TODAY + A_DAY, "policy_value"),
        ("375.00", TODAY + 20 * A_DAY, "policy_day_taken"),
    ],
)
def test_what_would_be_refused_in_the_end_is_refused_at_once(
    grace: Person, value: str, start: date, code: str
):
    PolicyRow.objects.create(key=PRICE, value="1.00", effective_from=TODAY + 20 * A_DAY)
    with pytest.raises(Refused) as no:
        propose(grace, value, start)
    assert no.value.code == code
    assert not Approval.objects.exists()


def test_a_day_that_was_taken_meanwhile_is_said_and_nothing_overwritten(grace: Person, helen: Person):
    approval = propose(grace)
    PolicyRow.objects.create(key=PRICE, value="1.00", effective_from=TODAY + 10 * A_DAY)
    with pytest.raises(Refused) as no:
        approvals.confirm(approval=approval, by=helen, now=NOW)
    assert no.value.code == "policy_day_taken"
    assert [row.value for row in coming()] == ["1.00"]


@pytest.mark.parametrize(
    "key", [PRICE, "price.renewal", "approval.wait_hours", "approval.second_person_email"]
)
def test_one_person_alone_sets_no_price_and_names_no_second_person(grace: Person, key: str):
    with pytest.raises(Refused) as no:
        services.set_value(key=key, value="80", effective_from=TODAY + A_DAY, note="x", today=TODAY, by=grace)
    assert no.value.code == "policy_two_people"


@pytest.mark.parametrize(
    ("present", "new", "far"),
    [
        ("350.00", "525.00", False),
        ("350.00", "525.01", True),
        ("350.00", "175.00", False),
        ("350.00", "174.99", True),
        ("350.00", "350.00", False),
        ("0.00", "0.01", True),
        ("0.00", "0.00", False),
    ],
)
def test_more_than_half_away_is_questioned(present: str, new: str, far: bool):
    assert proposals.differs_much(Decimal(present), Decimal(new)) is far


def test_the_page_says_that_it_waits_and_takes_no_second_wish(grace: Person, helen: Person):
    desk = people.signed_in(grace)
    answer = desk.post(PAGE, typed(), follow=True).content.decode()
    assert "waits for a second person" in answer
    approval = Approval.objects.get()
    assert f'href="/desk/approvals/{approval.ref}/"' in answer
    assert 'name="effective_from"' not in answer
    again = people.signed_in(helen).post(PAGE, typed(value="380.00"))
    assert again.status_code == 422
    assert "waits for a second person already" in again.content.decode()
    assert coming() == []


def test_a_price_far_from_todays_is_asked_about_once_more(grace: Person):
    desk = people.signed_in(grace)
    for near in (desk.get(PAGE), desk.post(PAGE, typed(note=""))):
        assert 'name="sure"' not in near.content.decode()
    asked = desk.post(PAGE, typed(value="35.00"))
    assert asked.status_code == 422
    assert "Today it is $350.00" in asked.content.decode()
    assert 'name="sure"' in asked.content.decode()
    assert not Approval.objects.exists()
    desk.post(PAGE, typed(value="35.00", sure="on"))
    assert Approval.objects.get().params["value"] == "35.00"


def test_a_figure_that_is_no_price_is_in_force_without_a_second_person(grace: Person):
    desk = people.signed_in(grace)
    answer = desk.post("/desk/policy/candidacy.settle_days/", typed(value="300"), follow=True)
    assert "The new figure is in force from" in answer.content.decode()
    assert PolicyRow.objects.filter(key="candidacy.settle_days", value="300").exists()


def test_a_price_to_come_is_taken_back_by_one(grace: Person, helen: Person, client: Client):
    approvals.confirm(approval=propose(grace), by=helen, now=NOW)
    (row,) = coming()
    people.signed_in(grace).post(f"/desk/policy/take-back/{row.ref}/")
    assert coming() == []


@pytest.mark.parametrize(("hours", "good"), [("1", True), ("720", True), ("0", False), ("721", False)])
def test_a_wait_is_an_hour_at_least(grace: Person, hours: str, good: bool):
    answer = people.signed_in(grace).post("/desk/policy/approval.wait_hours/", typed(value=hours))
    assert answer.status_code == (302 if good else 422)
