"""What goes wrong around an act becomes a sentence on the page, never a fault."""

from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction

from lsscert.money.models import CardCheckout, Invoice
from tests import people
from tests.lsscert.money.conftest import stripe_double
from tests.stripe_double import StripeDouble
from tests.together import together

__all__ = ["stripe_double"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("real_standard")]


def test_a_card_company_that_does_not_answer_is_a_sentence_and_the_next_click_works(
    stripe_double: StripeDouble,
):
    candidacy = people.accepted()
    client, bill = people.signed_in(candidacy.person), candidacy.enrolment_fee.invoice
    stripe_double.fail(9, 500)
    answer = client.post(f"/my/fees/{bill.ref}/pay/", follow=True)
    assert "The card company does not answer just now" in answer.content.decode()
    stripe_double.troubles.clear()
    assert client.post(f"/my/fees/{bill.ref}/pay/")["Location"].startswith(stripe_double.base)
    assert CardCheckout.objects.count() == len(stripe_double.sessions) == 1


def test_an_act_that_meets_another_on_the_same_invoice_is_asked_to_try_again():
    candidacy = people.accepted()
    bill, client = candidacy.enrolment_fee.invoice, people.signed_in(candidacy.person)
    held, done = Event(), Event()

    def hold() -> None:
        with transaction.atomic():
            Invoice.objects.select_for_update().get(pk=bill.pk)
            held.set()
            done.wait(10)

    def pay() -> Any:
        held.wait(10)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '200ms'")
            return client.post(f"/my/fees/{bill.ref}/pay/", follow=True)
        finally:
            done.set()

    _none, answer = together(hold, pay)
    assert "Somebody else was changing the same thing just then" in answer.content.decode()
    assert not CardCheckout.objects.exists()
