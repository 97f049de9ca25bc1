"""What the demo's drawer and tray hold: cheques brought to the bank, and a purchase order that waits."""

from datetime import date, timedelta

from lsscert.accounts.models import Person
from lsscert.desk.demo import paper
from lsscert.desk.demo.past import at, morning_of
from lsscert.files import services as files
from lsscert.money import banking, orders, sharing
from lsscert.money.models import Deposit, Invoice, Payment, PurchaseOrder

EMPLOYER = "Cedar Hollow Public Library (demonstration)"
KEPT_FOR = timedelta(days=30)


def bring_old_cheques_to_the_bank(*, today: date, by: Person) -> None:
    """Those of the last month are still in the drawer."""
    rows = Payment.objects.to_bank().filter(received_on__lt=today - KEPT_FOR, refunds=None)
    cheques = [] if Deposit.objects.exists() else list(rows)
    if cheques:
        day = max(cheque.received_on for cheque in cheques) + timedelta(days=1)
        with at(morning_of(day)) as now:
            banking.bank(cheques=cheques, banked_on=day, by=by, now=now)


def receive_a_purchase_order(*, today: date, of: Person) -> None:
    """An employer promises the whole open fee of somebody who is accepted."""
    invoice = Invoice.objects.unpaid().filter(person=of).first()
    if invoice is None or PurchaseOrder.objects.exists():
        return
    with at(morning_of(today - timedelta(days=3))) as now:
        share = sharing.ask_for_share(
            invoice=invoice,
            organisation=sharing.payer_named(EMPLOYER),
            amount=invoice.left,
            by=of,
            now=now,
            contact="Accounts office",
            email="accounts@cedarhollow.demo.test",
        )
        upload = paper.purchase_order(number="PO-2041", payer=EMPLOYER, amount=invoice.left)
        document = files.store(received=files.receive(upload=upload, max_megabytes=2), by=None, now=now)
        orders.receive_order(
            share=share,
            number="PO-2041",
            amount=invoice.left,
            document=document,
            received_from="Accounts office",
            by=None,
            now=now,
        )
