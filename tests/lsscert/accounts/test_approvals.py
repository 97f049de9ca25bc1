"""Asking for what needs two people: who is told, who decides, and what happens when nobody does."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from lsscert.accounts import approvals
from lsscert.accounts.approval_kinds import APPROVAL_KINDS
from lsscert.accounts.approval_models import Approval
from lsscert.accounts.informing import ASKED
from lsscert.accounts.models import Person
from lsscert.letters.models import Letter
from lsscert.policy.models import PolicyRow
from lsscert.refused import Refused
from tests import people
from tests.lsscert.accounts.asking import KIND, Acts, asked, counted, letters_went, second_person
from tests.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]
Status = Approval.Status
A_DAY = timedelta(hours=24)
A_MINUTE = timedelta(minutes=1)
BOARD = "board@elsewhere.test"


@pytest.fixture
def acts() -> Iterator[Acts]:
    with counted() as acts:
        yield acts


@pytest.fixture
def grace() -> Person:
    return people.staff("Grace Office")


@pytest.fixture
def helen() -> Person:
    return people.staff("Helen Office")


def told_addresses() -> set[str]:
    return set(Letter.objects.filter(kind=ASKED).values_list("address", flat=True))


def test_it_waits_as_it_was_asked_and_nothing_is_done(acts: Acts, grace: Person):
    approval = asked(grace)
    assert (approval.state, approval.goes_ahead_at) == (Status.WAITING, NOW + A_DAY)
    assert (approval.title, approval.params) == (
        "Send $400.00 back to Maria Delgado",
        {"amount": "400.00"},
    )
    assert acts.run == []


def test_the_same_waits_once_and_can_be_asked_for_anew_when_decided(acts: Acts, grace: Person):
    approval = asked(grace)
    with pytest.raises(Refused) as no:
        asked(grace)
    assert no.value.code == "approval_waits_already"
    asked(grace, subject="another")
    approvals.stop(approval=approval, why="", by=grace, now=NOW)
    assert asked(grace).state == Status.WAITING


def test_other_staff_and_the_second_person_are_told_and_nobody_twice(
    acts: Acts, grace: Person, helen: Person
):
    left, people_person = people.staff("Left"), people.person("A candidate")
    left.user.is_active = False
    left.user.save()
    merged = people.staff("Helen twice")
    Person.objects.filter(pk=merged.pk).update(merged_into=helen)
    second_person(BOARD.upper())
    approval = asked(grace)
    assert told_addresses() == {helen.email, BOARD}
    assert approval.told == 2
    assert people_person.email not in told_addresses()


@pytest.mark.parametrize("address", ["", "GRACE@office.test", "grace@home.test"])
def test_the_asker_is_no_second_person_under_any_address(acts: Acts, address: str):
    grace = people.person("Grace Office", "grace@office.test")
    people.accounts.make_staff(person=grace)
    Person.objects.filter(pk=grace.pk).update(email="grace@home.test")
    grace.refresh_from_db()
    second_person(address)
    assert asked(grace).told == 0
    assert told_addresses() == set()


def test_the_letter_says_it_all_and_staff_cannot_read_its_link(acts: Acts, grace: Person, helen: Person):
    asked(grace)
    letter = Letter.objects.get(kind=ASKED)
    for words in (
        "Grace Office",
        "$400.00",
        "above what one person",
        "She moved away.",
        "3 March 2026, 9 a.m.",
    ):
        assert words in letter.body
    page = people.signed_in(grace).get(f"/desk/letters/{letter.ref}/").content.decode()
    assert "/t/" not in page
    assert "She moved away." not in page


def test_a_second_person_confirms_and_it_is_done_once(acts: Acts, grace: Person, helen: Person):
    approval = approvals.confirm(approval=asked(grace), by=helen, now=NOW)
    assert (approval.state, approval.decided_by, approval.decided_as) == (
        Status.CONFIRMED,
        helen,
        "signed_in",
    )
    assert approval.outcome == "The act is done."
    assert acts.run == [("abc", helen)]
    with pytest.raises(Refused) as no:
        approvals.confirm(approval=approval, by=helen, now=NOW)
    assert no.value.code == "approval_decided"
    assert len(acts.run) == 1


def test_the_asker_cannot_confirm(acts: Acts, grace: Person):
    approval = asked(grace)
    for who in ({"by": grace}, {"by": None, "address": grace.email.upper()}):
        with pytest.raises(Refused) as no:
            approvals.confirm(approval=approval, now=NOW, **who)
        assert no.value.code == "approval_own"
    assert acts.run == []


def test_nor_does_the_database_let_them(acts: Acts, grace: Person):
    approval = asked(grace)
    rows = Approval.objects.filter(pk=approval.pk)
    for by in (grace, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(state=Status.CONFIRMED, decided_at=NOW, decided_by=by)


def test_an_act_that_is_refused_leaves_it_waiting(acts: Acts, grace: Person, helen: Person):
    approval, acts.refuse = asked(grace), True
    with pytest.raises(Refused):
        approvals.confirm(approval=approval, by=helen, now=NOW)
    approval.refresh_from_db()
    assert approval.state == Status.WAITING


def test_stopped_never_runs(acts: Acts, grace: Person, helen: Person):
    approval = asked(grace)
    letters_went()
    approvals.stop(approval=approval, why="The amount is wrong.", by=helen, now=NOW)
    assert acts.stopped == [("abc", helen)]
    with pytest.raises(Refused):
        approvals.confirm(approval=approval, by=people.staff(), now=NOW)
    assert approvals.run_those_that_waited(NOW + 2 * A_DAY) == 0
    assert acts.run == []


def test_the_asker_hears_the_outcome_and_unsent_questions_are_withdrawn(
    acts: Acts, grace: Person, helen: Person
):
    approval = asked(grace)
    approvals.stop(approval=approval, why="The amount is wrong.", by=helen, now=NOW)
    letter = Letter.objects.get(kind="approval_decided", address=grace.email)
    assert letter.subject.startswith("Not done: Send $400.00")
    assert "Helen Office has stopped it" in letter.body
    assert "The amount is wrong." in letter.body
    assert Letter.objects.get(kind=ASKED).state == Letter.Status.WITHDRAWN


def test_who_takes_it_back_needs_no_reason_and_no_letter(acts: Acts, grace: Person, helen: Person):
    approval = approvals.stop(approval=asked(grace), why="", by=grace, now=NOW)
    assert approval.taken_back
    assert not Letter.objects.filter(kind="approval_decided").exists()


def test_it_goes_ahead_when_its_wait_is_over_and_not_before(acts: Acts, grace: Person, helen: Person):
    approval = asked(grace)
    letters_went()
    assert approvals.run_those_that_waited(NOW + A_DAY - A_MINUTE) == 0
    assert acts.run == []
    assert approvals.run_those_that_waited(NOW + A_DAY) == 1
    assert approvals.run_those_that_waited(NOW + A_DAY + A_MINUTE) == 0
    assert acts.run == [("abc", None)]
    approval.refresh_from_db()
    assert (approval.state, approval.decided_by) == (Status.UNOPPOSED, None)
    letter = Letter.objects.get(kind="approval_decided")
    assert "Nobody stopped it while it waited" in letter.body


def test_not_while_nobody_has_been_told(acts: Acts, grace: Person, helen: Person):
    """The one who asked may withdraw letters at the desk; that makes nobody silent who never heard."""
    asked(grace)
    Letter.objects.filter(kind=ASKED).update(state=Letter.Status.WITHDRAWN)
    assert approvals.run_those_that_waited(NOW + 2 * A_DAY) == 0
    assert acts.run == []


def test_an_office_of_one_waits_and_goes_ahead(acts: Acts, grace: Person):
    assert asked(grace).told == 0
    assert approvals.run_those_that_waited(NOW + A_DAY - A_MINUTE) == 0
    assert approvals.run_those_that_waited(NOW + A_DAY) == 1
    assert acts.run == [("abc", None)]


def test_the_wait_is_a_figure_of_the_policy(acts: Acts, grace: Person):
    PolicyRow.objects.create(key="approval.wait_hours", value="72", effective_from=NOW.date())
    assert asked(grace).goes_ahead_at == NOW + 3 * A_DAY


def test_what_became_impossible_is_stopped_and_holds_up_no_other(acts: Acts, grace: Person):
    impossible = asked(grace, subject="impossible")
    acts.refuse = True
    assert approvals.run_those_that_waited(NOW + A_DAY) == 1
    impossible.refresh_from_db()
    assert (impossible.state, impossible.outcome) == (Status.STOPPED, "It is not possible any more.")
    assert "could not be done any more" in Letter.objects.get(kind="approval_decided").body


def test_what_breaks_waits_on_and_the_next_goes_ahead(
    acts: Acts, grace: Person, monkeypatch: pytest.MonkeyPatch
):
    def do(approval: Approval, *args: object) -> None:
        if approval.subject == "broken":
            raise ZeroDivisionError
        acts.run.append(approval.subject)

    broken = asked(grace, subject="broken")
    asked(grace, subject="sound")
    kind = approvals.APPROVAL_KINDS["test.act"]
    monkeypatch.setitem(
        approvals.APPROVAL_KINDS, "test.act", type(kind)(kind.label, run=do, stopped=kind.stopped)
    )
    assert approvals.run_those_that_waited(NOW + A_DAY) == 1
    broken.refresh_from_db()
    assert (broken.state, acts.run) == (Status.WAITING, ["sound"])


def test_a_kind_may_name_its_own_people_and_then_the_staff_neither_hear_nor_decide(acts: Acts, helen: Person):
    ann, bob = people.person("Ann Committee"), people.person("Bob Committee")
    APPROVAL_KINDS[KIND] = replace(APPROVAL_KINDS[KIND], people=lambda approval: [ann, bob])
    approval = asked(ann)
    assert told_addresses() == {bob.email}
    for act in (
        lambda: approvals.confirm(approval=approval, by=helen, now=NOW),
        lambda: approvals.stop(approval=approval, why="No.", by=helen, now=NOW),
        lambda: approvals.confirm(approval=approval, by=None, address="board@elsewhere.test", now=NOW),
    ):
        with pytest.raises(Refused) as no:
            act()
        assert no.value.code == "approval_not_yours"
    assert people.signed_in(helen).get(f"/desk/approvals/{approval.ref}/").status_code == 404
    with pytest.raises(Refused) as no:
        approvals.confirm(approval=approval, by=ann, now=NOW)
    assert no.value.code == "approval_own"
    approvals.confirm(approval=approval, by=bob, now=NOW)
    assert acts.run == [(approval.subject, bob)]
