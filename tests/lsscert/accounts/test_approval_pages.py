"""The desk's pages about acts that need two people, and the page behind a personal link."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lsscert import clock
from lsscert.accounts import approvals
from lsscert.accounts.approval_models import Approval
from lsscert.accounts.models import Link, Person
from lsscert.desk.waiting import what_waits
from lsscert.letters.models import Letter
from tests import people
from tests.lsscert.accounts.asking import Acts, asked, counted, letters_went, second_person, token_to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]
Status = Approval.Status
LIST = "/desk/approvals/"
BOARD = "board@elsewhere.test"


@pytest.fixture(autouse=True)
def acts() -> Iterator[Acts]:
    with counted() as acts:
        yield acts


@pytest.fixture
def grace() -> Person:
    return people.staff("Grace Office")


@pytest.fixture
def helen() -> Person:
    return people.staff("Helen Office")


def ask(by: Person, **changes: object) -> Approval:
    return asked(by, now=clock.now(), **changes)


def text_of(answer: object) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())


def state_of(approval: Approval) -> str:
    approval.refresh_from_db()
    return approval.state


def test_the_list_says_what_who_why_and_how_long(grace: Person, helen: Person):
    ask(grace)
    page = text_of(people.signed_in(helen).get(LIST))
    for words in (
        "Send $400.00 back",
        "Grace Office",
        "She moved away.",
        "in 23 hours",
        "1 person by letter",
    ):
        assert words in page
    assert "Yes, go ahead" in page
    assert "Take it back" not in page


def test_the_one_who_asked_is_offered_no_yes(grace: Person):
    approval = ask(grace)
    desk = people.signed_in(grace)
    for path in (LIST, f"{LIST}{approval.ref}/"):
        page = text_of(desk.get(path))
        assert "Take it back" in page
        assert "Yes, go ahead" not in page
        assert "Nobody: no other staff and no second person is on record." in page
    forced = desk.post(f"{LIST}{approval.ref}/", {"decision": "confirm"})
    assert "somebody else has to confirm it" in text_of(forced)
    assert state_of(approval) == Status.WAITING


def test_a_second_person_confirms_at_the_desk(acts: Acts, grace: Person, helen: Person):
    approval = ask(grace)
    answer = people.signed_in(helen).post(f"{LIST}{approval.ref}/", {"decision": "confirm"}, follow=True)
    assert "Confirmed and done" in text_of(answer)
    assert acts.run == [("abc", helen)]
    assert "Nothing waits for a second person" in text_of(answer)
    assert "Helen Office" in text_of(answer)


def test_stopping_needs_a_reason_and_taking_back_none(acts: Acts, grace: Person, helen: Person):
    approval = ask(grace)
    page = f"{LIST}{approval.ref}/"
    desk = people.signed_in(helen)
    for data in ({"decision": "stop", "why": "  "}, {"decision": "take_back"}, {"decision": "nonsense"}, {}):
        assert desk.post(page, data).status_code == 422
    assert state_of(approval) == Status.WAITING
    desk.post(page, {"decision": "stop", "why": "The amount is wrong."})
    assert (state_of(approval), approval.decided_why) == (Status.STOPPED, "The amount is wrong.")
    own = ask(grace)
    answer = people.signed_in(grace).post(f"{LIST}{own.ref}/", {"decision": "take_back"}, follow=True)
    assert "is taken back" in text_of(answer)
    assert state_of(own) == Status.STOPPED
    assert acts.run == []


def test_the_desk_is_told_what_waits(grace: Person):
    approval = ask(grace)
    found, _empty = what_waits(clock.now())
    assert [(each.task.url_name, each.count, each.oldest) for each in found] == [
        ("desk_approvals", 1, approval.asked_at)
    ]


def test_what_nobody_was_told_of_says_so_when_its_wait_is_over(grace: Person, helen: Person):
    approval = ask(grace)
    Approval.objects.filter(pk=approval.pk).update(goes_ahead_at=clock.now() - timedelta(hours=1))
    desk = people.signed_in(helen)
    assert "As soon as one of the letters about it has gone" in text_of(desk.get(LIST))
    letters_went()
    assert "Within minutes" in text_of(desk.get(LIST))


def test_the_lists_are_paged_and_take_the_same_queries(grace: Person, helen: Person):
    desk, asks = people.signed_in(helen), []
    for many in (2, 40):
        for number in range(many):
            approval = ask(grace, subject=f"{many}-{number}")
            if number % 2:
                approvals.confirm(approval=approval, by=helen, now=clock.now())
        with CaptureQueriesContext(connection) as queries:
            desk.get(LIST)
        asks.append(len(queries))
    assert asks[0] == asks[1]
    first = desk.get(LIST)
    further = re.findall(r'href="(\?waiting=[^"]+)"', first.content.decode())
    assert further
    assert text_of(desk.get(LIST + further[0])) != text_of(first)


def test_only_staff_look(grace: Person):
    approval = ask(grace)
    stranger = people.signed_in(people.person())
    for path in (LIST, f"{LIST}{approval.ref}/"):
        assert stranger.get(path).status_code == 404
        assert stranger.post(path, {"decision": "confirm"}).status_code == 404


# The page behind a link.


@pytest.fixture
def waiting_one(grace: Person) -> Approval:
    second_person(BOARD)
    return ask(grace)


def link_to(address: str = BOARD) -> str:
    return f"/t/{token_to(address)}/"


def test_looking_at_the_link_decides_nothing(waiting_one: Approval):
    page = text_of(Client().get(link_to()))
    for words in ("Send $400.00 back", "Grace Office", "She moved away.", "Goes ahead by itself", "Stop it"):
        assert words in page
    assert state_of(waiting_one) == Status.WAITING
    assert Link.objects.get().consumed_at is None


def test_somebody_without_an_account_says_yes_once(acts: Acts, waiting_one: Approval):
    path = link_to()
    answer = Client().post(path, {"decision": "confirm"})
    assert "Thank you, it is done" in text_of(answer)
    assert acts.run == [("abc", None)]
    assert state_of(waiting_one) == Status.CONFIRMED
    assert (waiting_one.decided_address, waiting_one.decided_as) == (BOARD, "link")
    for again in (Client().get(path), Client().post(path, {"decision": "stop", "why": "No."})):
        assert again.status_code == 404
    letter = Letter.objects.get(kind="approval_decided")
    assert f"{BOARD} has confirmed it" in letter.body


def test_or_stops_it_with_a_reason(acts: Acts, waiting_one: Approval):
    path = link_to()
    assert Client().post(path, {"decision": "stop", "why": " "}).status_code == 422
    assert Client().post(path, {}).status_code == 422
    assert state_of(waiting_one) == Status.WAITING
    answer = Client().post(path, {"decision": "stop", "why": "The amount is wrong."})
    assert "Thank you, it is stopped" in text_of(answer)
    assert (state_of(waiting_one), acts.run) == (Status.STOPPED, [])
    assert Client().get(path).status_code == 404


def test_an_act_that_is_refused_leaves_the_link_to_be_used_again(acts: Acts, waiting_one: Approval):
    acts.refuse, path = True, link_to()
    answer = Client().post(path, {"decision": "confirm"})
    assert (answer.status_code, "not possible any more" in text_of(answer)) == (422, True)
    acts.refuse = False
    assert "it is done" in text_of(Client().post(path, {"decision": "confirm"}))


def test_a_link_of_staff_decides_as_that_person(acts: Acts, grace: Person, helen: Person):
    approval = ask(grace)
    Client().post(link_to(helen.email), {"decision": "confirm"})
    assert state_of(approval) == Status.CONFIRMED
    assert (approval.decided_by, approval.decided_address, approval.decided_as) == (helen, "", "link")


def test_a_link_of_somebody_who_left_opens_nothing(acts: Acts, grace: Person, helen: Person):
    ask(grace)
    path = link_to(helen.email)
    helen.memberships.all().delete()
    assert Client().get(path).status_code == 404
    assert Client().post(path, {"decision": "confirm"}).status_code == 404
    assert acts.run == []


def test_who_opens_the_letter_late_reads_what_came_of_it(grace: Person, helen: Person):
    second_person(BOARD)
    approval = ask(grace)
    path = link_to()
    approvals.confirm(approval=approval, by=helen, now=clock.now())
    page = text_of(Client().get(path))
    assert "Helen Office" in page
    assert "Nothing more is needed from you." in page
    assert "Yes, go ahead" not in page
    assert Client().post(path, {"decision": "confirm"}).status_code == 422


def test_the_page_passes_its_own_address_on_to_nobody(waiting_one: Approval):
    path = link_to()
    page = Client().get(path).content.decode()
    assert path.split("/")[2] not in page


def test_the_history_says_where_from_without_the_token(waiting_one: Approval, helen: Person):
    path = link_to()
    Client().post(path, {"decision": "confirm"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT metadata::text FROM pghistory_context")
        kept = " ".join(row[0] for row in cursor.fetchall())
    assert "/t/" in kept
    assert path.split("/")[2] not in kept
