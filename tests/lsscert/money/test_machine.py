"""Whatever people do with money, in whatever order: no cent appears or is lost, and every check stays clean."""

import os
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from lsscert.desk.invariants.money import CHECKS
from lsscert.money import (
    awards,
    banking,
    card_refunds,
    cards,
    orders,
    paying,
    refunding,
    returning,
    services,
    sharing,
)
from lsscert.money.models import (
    Account,
    Invoice,
    Payment,
    PurchaseOrder,
    Refund,
    SandboxSession,
    Share,
    Transfer,
)
from lsscert.refused import Refused
from tests import people
from tests.lsscert.money import bills
from tests.people import NOW, TODAY

AMOUNTS = st.decimals("0.01", "500", places=2)
WORTHY = st.sampled_from([Decimal("0.01"), Decimal("50"), Decimal("150"), Decimal("200"), Decimal("350")])
CENT = Decimal("0.01")
INSIDE = ("credit", "invoice", "on_its_way")


class Money(RuleBasedStateMachine):
    invoices = Bundle("invoices")
    payments = Bundle("payments")
    shares = Bundle("shares")
    orders = Bundle("orders")
    refunds = Bundle("refunds")

    def __init__(self) -> None:
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        self.number = 0
        self.kept_by_the_card = Decimal(0)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    @initialize(target=invoices)
    def begin(self) -> Any:
        self.office, self.person = people.staff(), people.person()
        self.employer, self.division = sharing.payer_named("Employer"), sharing.payer_named("Division")
        return bills.invoice(self.person)

    def next(self) -> str:
        self.number += 1
        return str(self.number)

    def told(self, act: Callable[[], Any]) -> Any:
        """What an act gave, or nothing when it was refused; then nothing may have changed, which the checks see."""
        try:
            with transaction.atomic():
                return act()
        except Refused:
            return None

    @rule(target=invoices, amount=WORTHY)
    def issue(self, amount: Decimal) -> Any:
        return bills.invoice(self.person, str(amount))

    @rule(
        target=payments,
        invoice=invoices,
        amount=AMOUNTS | WORTHY,
        kind=st.sampled_from(["cheque", "transfer"]),
    )
    def pay(self, invoice: Invoice, amount: Decimal, kind: str) -> Any:
        return self.paid(kind, self.person, amount, [paying.For(invoice)])

    @rule(target=payments, first=invoices, second=invoices, amount=WORTHY, part=WORTHY)
    def pay_two(self, first: Invoice, second: Invoice, amount: Decimal, part: Decimal) -> Any:
        uses = [paying.For(first, part), paying.For(second)] if first != second else [paying.For(first)]
        return self.paid("cheque", self.employer, amount, uses)

    @rule(target=payments, amount=WORTHY)
    def pay_for_nothing_yet(self, amount: Decimal) -> Any:
        return self.paid("cheque", self.employer, amount, [])

    def paid(self, kind: str, payer: Any, amount: Decimal, uses: list[paying.For]) -> Any:
        made = self.told(
            lambda: paying.record_payment(
                method=Payment.Method(kind),
                payer=payer,
                amount=amount,
                reference=self.next(),
                received_on=TODAY,
                uses=uses,
                by=self.office,
                now=NOW,
            )
        )
        return made or multiple()

    @rule(target=payments, invoice=invoices, amount=st.none() | WORTHY)
    def pay_by_card(self, invoice: Invoice, amount: Decimal | None) -> Any:
        made = self.told(lambda: bills.checkout(invoice, amount=amount))
        if made is None:
            return multiple()
        SandboxSession.objects.filter(ref=made.session_id).update(paid=True)
        cards.confirm(checkout=made, now=NOW)
        return Payment.objects.get(reference=made.session_id)

    @rule(target=payments, invoice=invoices, amount=WORTHY)
    def award(self, invoice: Invoice, amount: Decimal) -> Any:
        made = self.told(
            lambda: awards.record_award(
                invoice=invoice,
                organisation=self.division,
                amount=amount,
                reference=self.next(),
                by=self.office,
                now=NOW,
            )
        )
        return made or multiple()

    @rule()
    def settle_awards(self) -> None:
        owed = awards.unsettled(self.division)
        if owed:
            awards.record_award_transfer(
                organisation=self.division,
                awards=[award for award, _missing in owed],
                amount=sum(missing for _award, missing in owed),
                reference=self.next(),
                received_on=TODAY,
                by=self.office,
                now=NOW,
            )

    @rule(award=payments)
    def take_award_back(self, award: Payment) -> None:
        if award.method == Payment.Method.AWARD:
            self.told(lambda: awards.take_award_back(award=award, why="declined", by=self.office, now=NOW))

    @rule(payment=payments, invoice=invoices, amount=WORTHY)
    def use(self, payment: Payment, invoice: Invoice, amount: Decimal) -> None:
        self.told(
            lambda: paying.use_payment(
                payment=payment, invoice=invoice, amount=amount, by=self.office, now=NOW
            )
        )

    @rule(payment=payments, invoice=invoices)
    def stop_using(self, payment: Payment, invoice: Invoice) -> None:
        self.told(lambda: paying.stop_using(payment=payment, invoice=invoice, by=self.office, now=NOW))

    @rule(invoice=invoices)
    def use_credit(self, invoice: Invoice) -> None:
        self.told(lambda: paying.use_credit(invoice=invoice, payer=self.person, by=self.person, now=NOW))

    @rule(invoice=invoices, amount=WORTHY, send=st.booleans())
    def credit(self, invoice: Invoice, amount: Decimal, send: bool) -> None:
        freed = self.told(
            lambda: services.credit_invoice(
                invoice=invoice, amount=amount, why="test", by=self.office, now=NOW
            )
        )
        if freed and send:
            self.told(lambda: refunding.give_back(released=freed, why="test", by=None, now=NOW))

    @rule(payment=payments)
    def bank(self, payment: Payment) -> None:
        self.told(lambda: banking.bank(cheques=[payment], banked_on=TODAY, by=self.office, now=NOW))

    @rule(payment=payments)
    def bounce(self, payment: Payment) -> None:
        self.told(lambda: returning.bounce(payment=payment, why="no funds", by=self.office, now=NOW))

    @rule(payment=payments)
    def void(self, payment: Payment) -> None:
        self.told(lambda: returning.void(payment=payment, why="a slip", by=self.office, now=NOW))

    @rule(target=refunds, payment=payments, amount=AMOUNTS | WORTHY, decided=st.booleans())
    def refund(self, payment: Payment, amount: Decimal, decided: bool) -> Any:
        by = self.office if decided else None
        made = self.told(
            lambda: refunding.ask_refund(payment=payment, amount=amount, why="asked for", by=by, now=NOW)
        )
        return multiple(*made or [])

    @rule(refund=refunds)
    def send(self, refund: Refund) -> None:
        if refund.way == Refund.Way.CARD:
            card_refunds.send(refund_id=refund.pk, now=NOW)
        else:
            self.told(
                lambda: refunding.mark_sent(refunds=[refund], reference=self.next(), by=self.office, now=NOW)
            )

    @rule(refund=refunds)
    def confirm_refund(self, refund: Refund) -> None:
        self.told(lambda: refunding.confirmed(refund=refund, by=people.staff(), now=NOW))

    @rule(refund=refunds)
    def stop_refund(self, refund: Refund) -> None:
        self.told(lambda: refunding.stop(refund=refund, why="kept", by=self.office, now=NOW))

    @rule(target=shares, invoice=invoices, amount=WORTHY)
    def ask_employer(self, invoice: Invoice, amount: Decimal) -> Any:
        made = self.told(
            lambda: sharing.ask_for_share(
                invoice=invoice, organisation=self.employer, amount=amount, by=self.person, now=NOW
            )
        )
        return made or multiple()

    @rule(share=consumes(shares))
    def withdraw(self, share: Share) -> None:
        self.told(lambda: sharing.withdraw_share(share=share, by=self.person, now=NOW))

    @rule(target=orders, share=shares)
    def order(self, share: Share) -> Any:
        made = self.told(
            lambda: orders.receive_order(
                share=share, number=self.next(), amount=share.amount, by=None, now=NOW
            )
        )
        return made or multiple()

    @rule(order=orders)
    def accept(self, order: PurchaseOrder) -> None:
        self.told(lambda: orders.accept_order(order=order, by=self.office, now=NOW))

    @rule(order=orders)
    def cancel(self, order: PurchaseOrder) -> None:
        self.told(lambda: orders.cancel_order(order=order, why="no budget", by=self.office, now=NOW))

    @rule(session=payments, lost=st.booleans(), whole=st.booleans())
    def dispute(self, session: Payment, lost: bool, whole: bool) -> None:
        """The card company takes a payment back, or all but a cent of it, and decides."""
        if session.method != Payment.Method.CARD:
            return
        at_the_gateway = SandboxSession.objects.get(ref=session.reference)
        if at_the_gateway.disputes:
            return
        amount = session.amount - (0 if whole or session.amount == CENT else CENT)
        self.kept_by_the_card += amount if lost and amount < session.amount else 0
        for state in ("open", "lost" if lost else "won"):
            at_the_gateway.disputes = [
                {
                    "id": f"d{session.pk}",
                    "amount": str(amount),
                    "state": state,
                    "reason": "fraudulent",
                }
            ]
            at_the_gateway.save()
            cards.converge(session_id=session.reference, now=NOW)

    @invariant()
    def every_check_is_clean(self) -> None:
        assert {check.code: count for check in CHECKS if (count := check.breaches())} == {}

    @invariant()
    def no_invoice_is_paid_more_than_it_asks(self) -> None:
        for invoice in Invoice.objects.select_related("account"):
            assert 0 <= invoice.paid <= invoice.due
            assert (invoice.due == 0) == (invoice.state == Invoice.Status.CANCELLED)

    @invariant()
    def no_cent_appears_or_is_lost(self) -> None:
        """What lies here is what came and stood, less what was sent back of it."""
        standing = Payment.objects.exclude(state__in=["void", "returned", "disputed"])
        came = _sum(standing, "amount")
        went = _sum(Refund.objects.filter(payment__in=standing, state=Refund.Status.SENT), "amount")
        went += self.kept_by_the_card - _short(standing)
        assert _sum(Account.objects.filter(kind__in=INSIDE), "balance") == came - went
        assert bills.books() == 0


def _short(payments: Any) -> Decimal:
    """What the card company took of these that had been sent back already."""
    moved = Transfer.objects.filter(payment__in=payments)
    return _sum(moved.filter(source__kind="shortfall"), "amount") - _sum(
        moved.filter(target__kind="shortfall"), "amount"
    )


def _sum(rows: Any, name: str) -> Decimal:
    return rows.aggregate(sum=Sum(name))["sum"] or Decimal(0)


@pytest.mark.django_db
@pytest.mark.usefixtures("real_policy")
def test_any_order_of_acts_keeps_the_books_right() -> None:
    """`make trust` tries many more; a sweep of that length does not fit into every run."""
    examples = int(os.environ.get("LSSC_EXAMPLES", "20"))
    run_state_machine_as_test(Money, settings=settings(max_examples=examples, stateful_step_count=30))
