"""The sandbox answers as the real gateway does, so that what works here works there."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from lsscert import clock
from lsscert.money.gateways import GatewayRefund, PaidSession, Said, SandboxGateway, Session
from lsscert.money.gateways import sandbox as page
from lsscert.money.models import SandboxSession
from lsscert.refused import Refused
from tests.lsscert.money.test_stripe_gateway import FACTS
from tests.together import together

pytestmark = pytest.mark.django_db
sandbox = SandboxGateway()


def create(**changes: Any) -> Session:
    return sandbox.create(**FACTS | changes)


def pay(made: Session) -> bool:
    return page.pay(SandboxSession.objects.get(ref=made.id))


def refund(made: Session, amount: str, our_ref: str = "back") -> GatewayRefund:
    charge = sandbox.look(made.id).charge
    return sandbox.refund(charge=charge, amount=Decimal(amount), our_ref=our_ref, idempotency_key=our_ref)


def test_one_key_is_one_page_and_it_tells_all():
    made = create()
    assert create() == made
    assert sandbox.look(made.id) == Said(
        made.id, "open", False, Decimal("350.00"), "usd", False, "ourcheckou", ""
    )
    pay(made)
    said = sandbox.look(made.id)
    assert (said.state, said.paid) == ("complete", True)
    assert sandbox.session_of_charge(said.charge) == made.id


def test_what_it_does_not_know():
    for ask in (sandbox.look, sandbox.expire):
        with pytest.raises(LookupError):
            ask("unknown")
    assert sandbox.session_of_charge("sandbox_unknown") is None


def test_an_expired_page_takes_nothing_and_a_paid_one_stays():
    expired, paid = create(), create(idempotency_key="another")
    pay(paid)
    for made in (expired, paid):
        sandbox.expire(made.id)
    assert pay(expired) is False
    assert (sandbox.look(expired.id).state, sandbox.look(paid.id).state) == ("expired", "complete")


def test_money_goes_back_once_and_never_more_than_came():
    made = create()
    pay(made)
    assert refund(made, "300.00") == refund(made, "300.00")
    with pytest.raises(Refused) as no:
        refund(made, "50.01", "more")
    assert no.value.code == "gateway_refuses_refund"
    assert [(it.amount, it.state, it.our_ref) for it in sandbox.look(made.id).refunds] == [
        (Decimal("300.00"), "done", "back")
    ]


def test_nothing_goes_back_of_what_was_not_paid():
    made = create()
    with pytest.raises(Refused):
        sandbox.refund(charge=f"sandbox_{made.id}", amount=Decimal(1), our_ref="back", idempotency_key="back")


@pytest.mark.django_db(transaction=True)
def test_ten_refunds_at_once_send_one():
    made = create()
    pay(made)
    assert len(set(together(*[lambda: refund(made, "200.00")] * 10))) == 1
    assert len(sandbox.look(made.id).refunds) == 1


def test_what_was_paid_since():
    made, _unpaid, old = create(), create(idempotency_key="unpaid"), create(idempotency_key="old")
    for each in (made, old):
        pay(each)
    now = clock.now()
    SandboxSession.objects.filter(ref=old.id).update(opened_at=now - timedelta(days=2))
    assert list(sandbox.paid_since(now - timedelta(days=1))) == [
        PaidSession(made.id, "ourcheckou", Decimal("350.00"))
    ]
