"""Writing, sending again and calling back, without a mail server."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from lsscert.letters import services
from lsscert.letters.models import Letter
from lsscert.refused import Refused
from tests import people
from tests.lsscert.letters.letters import in_state, letter

pytestmark = pytest.mark.django_db
Status = Letter.Status


def test_nobody_without_an_address_is_written_to():
    someone = people.person()
    someone.email = ""
    assert services.write(kind="application_withdrawn", occasion="x", to=someone) is None
    assert not Letter.objects.exists()


def test_a_subject_is_one_line_and_fits():
    written = letter(subject="  One\r\nBcc: x@people.test\t" + "very " * 100, body="a\x00b \ud800 c")
    assert written.subject.startswith("One Bcc: x@people.test very")
    assert len(written.subject) == 250
    assert written.body == "ab  c"


def test_a_sent_letter_goes_again_as_a_new_message():
    sent = in_state(Status.SENT)
    again = services.resend(letter=sent, by=people.staff())
    assert (again.pk, again.state, again.attempts) == (sent.pk, Status.QUEUED, 0)
    assert again.message_id != sent.message_id
    assert ProcrastinateJob.objects.filter(args={"letter_id": sent.pk}, status="todo").count() == 2


def test_a_failed_letter_goes_to_the_persons_address_of_today():
    someone = people.person(email="old@people.test")
    failed = in_state(Status.FAILED, address="old@people.test", person=someone)
    someone.email = "new@people.test"
    someone.save()
    again = services.resend(letter=failed, by=people.staff())
    assert (again.address, again.message_id) == ("new@people.test", failed.message_id)


def test_but_not_where_the_same_letter_has_gone_already():
    someone = people.person(email="new@people.test")
    failed = in_state(Status.FAILED, occasion="one", address="old@people.test", person=someone)
    in_state(Status.SENT, occasion="one", address="new@people.test", person=someone)
    assert services.resend(letter=failed, by=people.staff()).address == "old@people.test"


@pytest.mark.parametrize(
    ("state", "changes", "code"),
    [
        (Status.SENT, {"secret": True}, "letter_secret"),
        (Status.FAILED, {"secret": True}, "letter_secret"),
        (Status.QUEUED, {}, "move_not_allowed"),
        (Status.WITHDRAWN, {}, "letter_withdrawn"),
    ],
)
def test_what_is_not_sent_again(state: Letter.Status, changes: dict, code: str):
    written = in_state(state, **changes)
    with pytest.raises(Refused) as no:
        services.resend(letter=written, by=people.staff())
    assert no.value.code == code
    assert Letter.objects.get(pk=written.pk).state == state


@pytest.mark.parametrize(
    ("state", "works"),
    [(Status.QUEUED, True), (Status.FAILED, True), (Status.SENT, False), (Status.WITHDRAWN, False)],
)
def test_calling_back(state: Letter.Status, works: bool):
    written = in_state(state)
    if works:
        assert services.call_back(letter=written, by=people.staff()).state == Status.WITHDRAWN
    else:
        with pytest.raises(Refused):
            services.call_back(letter=written, by=people.staff())


@pytest.mark.parametrize("secret", [True, False])
def test_a_link_in_a_letter_that_never_goes_is_forgotten(secret: bool):
    withdrawn, called_back = (letter(kind=kind, occasion="o", secret=secret) for kind in ("a", "b"))
    services.withdraw(kind="a", occasion="o")
    services.call_back(letter=called_back, by=people.staff())
    for written in (withdrawn, called_back):
        written.refresh_from_db()
        assert bool(written.body) is not secret


def test_withdrawing_takes_what_has_not_gone_and_leaves_the_rest():
    for state in Status:
        in_state(state, kind="k", occasion="o", address=f"{state}@people.test")
    in_state(Status.QUEUED, kind="k", occasion="other")
    assert services.withdraw(kind="k", occasion="o") == 2
    assert Letter.objects.get(address="sent@people.test").state == Status.SENT
    assert Letter.objects.get(occasion="other").state == Status.QUEUED
