"""A real object for the arguments of this room's addresses."""

from candidates.fees.models import Seat, SeatOrder
from lsscert.accounts.models import Membership, Organisation, Person
from lsscert.money.models import (
    CardCheckout,
    CreditNote,
    Deposit,
    Invoice,
    Payment,
    PurchaseOrder,
    Refund,
    Share,
    Transfer,
)
from lsscert.samples import Sample, any_of, by, of, own, rows

PAID_ON_INVOICES = Transfer.objects.filter(target__kind="invoice", payment__payer__isnull=False).all
RECEIPT = {"ref": "target__invoice__ref", "payment": "payment__ref"}
OF_CANDIDATES = Share.objects.exclude(invoice__person=None).all
OWN_CHECKOUTS = CardCheckout.objects.filter(organisation=None).exclude(by=None).all

SAMPLES = {
    **of(
        Sample(Invoice.objects.exclude(person=None).all, "person"),
        "my_invoice",
        "my_pay",
        "my_use_credit",
        "my_employer",
        "my_instalments",
        "my_instalments_end",
        "my_invoice_pdf",
    ),
    **of(
        Sample(OF_CANDIDATES, "invoice__person", {"ref": "invoice__ref", "share": "ref"}),
        "my_share",
        "my_share_again",
        "my_share_take_back",
        "my_share_invoice_pdf",
    ),
    "my_receipt_pdf": Sample(PAID_ON_INVOICES, "payment__payer", RECEIPT),
    "my_credit_note_pdf": Sample(rows(CreditNote), "invoice__person", {"ref": "invoice__ref", "note": "ref"}),
    "desk_receipt_pdf": Sample(PAID_ON_INVOICES, arguments=RECEIPT),
    **by(CreditNote, {"ref": "invoice__ref", "note": "ref"}, "desk_credit_note_pdf"),
    **by(Share, {"ref": "invoice__ref", "share": "ref"}, "desk_share_invoice_pdf"),
    **of(Sample(OWN_CHECKOUTS, "by"), "my_paid", "my_not_paid"),
    **any_of(Invoice, "desk_invoice", "desk_invoice_pdf"),
    **own(
        SeatOrder,
        "organisation__memberships__person",
        "sponsor_order",
        "sponsor_invoice_pdf",
        "sponsor_pay",
        "sponsor_purchase_order",
        "sponsor_codes",
        "sponsor_codes_csv",
    ),
    **any_of(SeatOrder, "desk_seats_hand_back"),
    "desk_sponsor": Sample(Organisation.objects.filter(kind=Organisation.Kind.SPONSOR).all),
    **own(Seat, "order__organisation__memberships__person", "sponsor_seat"),
    "sponsor_person_remove": Sample(Membership.objects.filter(role=Membership.Role.SPONSOR).all, "person"),
    **of(
        Sample(CardCheckout.objects.exclude(organisation=None).exclude(by=None).all, "by"),
        "sponsor_paid",
        "sponsor_not_paid",
    ),
    **any_of(Refund, "desk_refund_sent"),
    **any_of(Invoice, "desk_reminder_pause"),
    **any_of(Organisation, "desk_awards_of", "desk_awards_statement", "desk_awards_file"),
    **any_of(Payment, "desk_award_back"),
    **any_of(Payment, "desk_payment", "desk_post_undo"),
    **any_of(Deposit, "desk_deposit", "desk_deposit_pdf"),
    **any_of(PurchaseOrder, "desk_order"),
    "desk_order_document": Sample(PurchaseOrder.objects.exclude(document=None).all),
    **any_of(Person, "desk_credit_of_person"),
    **any_of(Organisation, "desk_credit_of_organisation"),
}
