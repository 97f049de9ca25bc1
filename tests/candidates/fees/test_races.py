"""Deciding and paying at the same moment. Each test has its control: without the lock it goes wrong."""

from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from django.db import OperationalError, transaction

from candidates.journey import services as journey
from candidates.journey.models import Candidacy
from lsscert.accounts.models import Person
from lsscert.money import hooks, paying, using
from lsscert.money.models import Invoice
from lsscert.refused import Refused
from tests import people
from tests.people import NOW, TODAY
from tests.together import Meeting, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("real_standard")]


@pytest.fixture
def office() -> Person:
    return people.staff()


def cheque(candidacy: Candidacy, office: Person) -> Any:
    invoice = Invoice.objects.get(enrolment_fee__candidacy=candidacy)
    return paying.record_cheque(
        invoice=invoice, amount=Decimal(350), number="1", received_on=TODAY, by=office, now=NOW
    )


def accept_while_paying(candidacy: Candidacy, office: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Accepting has read whether the fee is settled and is held there while the cheque is recorded."""
    meeting = Meeting()
    decide = journey._decide

    def decide_slowly(*args: Any, **kwargs: Any) -> None:
        decide(*args, **kwargs)
        meeting.first_waits()

    monkeypatch.setattr(journey, "_decide", decide_slowly)

    def pay() -> None:
        meeting.first_is_there.wait()
        cheque(candidacy, office)
        meeting.second_goes()

    together(lambda: journey.accept(candidacy=candidacy, by=office, now=NOW), pay)
    candidacy.refresh_from_db()


def test_accepting_while_paying_makes_active(office: Person, monkeypatch: pytest.MonkeyPatch):
    candidacy = people.applicant()
    accept_while_paying(candidacy, office, monkeypatch)
    assert candidacy.state == Candidacy.Status.ACTIVE


def test_control_without_the_candidacys_lock_a_paid_applicant_stays_waiting(
    office: Person, monkeypatch: pytest.MonkeyPatch
):
    candidacy = people.applicant()
    monkeypatch.setattr(Candidacy, "lock", lambda self: Candidacy.objects.get(pk=self.pk))
    accept_while_paying(candidacy, office, monkeypatch)
    assert candidacy.settled_on is not None
    assert candidacy.state == Candidacy.Status.ACCEPTED


@contextmanager
def holding(candidacy: Candidacy, meeting: Meeting):
    with transaction.atomic():
        locked = candidacy.lock()
        meeting.first_waits()
        yield locked


def refuse_while_paying(candidacy: Candidacy, office: Person, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Refusing holds the candidacy and goes for the invoice; paying holds the invoice and goes for the candidacy."""
    meeting = Meeting()

    def refuse() -> None:
        with holding(candidacy, meeting) as locked:
            journey.refuse(candidacy=locked, reason="Too few hours.", by=office, now=NOW)

    settle = using.settle_up

    def settle_later(*args: Any, **kwargs: Any) -> Any:
        meeting.second_goes()
        return settle(*args, **kwargs)

    monkeypatch.setattr(using, "settle_up", settle_later)

    def pay() -> Any:
        meeting.first_is_there.wait()
        return cheque(candidacy, office)

    return together(refuse, pay)


def test_refusing_while_paying_never_waits_in_a_circle(office: Person, monkeypatch: pytest.MonkeyPatch):
    candidacy = people.applicant()
    refused, paid = refuse_while_paying(candidacy, office, monkeypatch)
    assert refused is None
    assert isinstance(paid, Refused)
    assert paid.code == "invoice_cancelled"


def test_control_without_the_order_of_locks_one_of_them_is_thrown_out(
    office: Person, monkeypatch: pytest.MonkeyPatch
):
    candidacy = people.applicant()
    monkeypatch.setattr(hooks.BEFORE_INVOICE_LOCK, "_entries", [])
    outcomes = refuse_while_paying(candidacy, office, monkeypatch)
    assert any(isinstance(outcome, OperationalError) for outcome in outcomes)
