"""Parts of an invoice that somebody else pays, and purchase orders for them."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Organisation, Person
from lsscert.files.models import StoredFile
from lsscert.money.fields import MoneyField
from lsscert.money.models.invoices import Invoice
from lsscert.personal import classed
from lsscert.records import Record, tracked
from lsscert.states import State, StateTable, moves


@tracked
class Share(Record):
    """The part of an invoice that an organisation is asked to pay. What is asked of nobody else, its owner pays."""

    class Status(models.TextChoices):
        ASKED = "asked", _("asked")
        PAID = "paid", _("paid")
        WITHDRAWN = "withdrawn", _("withdrawn")

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="shares")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="shares")
    amount = MoneyField()
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    address = models.TextField(_("postal address"), blank=True)
    reference = models.CharField(_("their reference"), max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    erasure = classed(
        personal="contact email address reference",
        kept="organisation asked_by",
        none="id ref invoice amount state asked_at",
    )

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="share_is_positive"),
            models.UniqueConstraint(
                fields=["invoice", "organisation"],
                condition=~Q(state="withdrawn"),
                name="one_share_per_invoice_and_organisation",
            ),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.invoice.number}, {self.organisation}"

    @property
    def paid(self) -> Decimal:
        """What this organisation's money has paid on the invoice for this share."""
        return sum(
            (
                moved.amount if moved.target_id == self.invoice.account.pk else -moved.amount
                for moved in self.transfers.all()
            ),
            Decimal(0),
        )

    @property
    def left(self) -> Decimal:
        return Decimal(0) if self.state == self.Status.WITHDRAWN else max(self.amount - self.paid, Decimal(0))


SHARE_STATUS = StateTable(
    Share.Status,
    {
        Share.Status.ASKED: State(
            _("asked"),
            _("asked to pay"),
            "wait",
            _("They pay by card, cheque, bank transfer or purchase order, with the link they were sent."),
            moves(Share.Status.PAID, Share.Status.WITHDRAWN),
        ),
        Share.Status.PAID: State(
            _("paid"),
            _("paid"),
            "done",
            _("Nothing more; should the money be taken back, it is open again."),
            moves(Share.Status.ASKED, Share.Status.WITHDRAWN),
        ),
        Share.Status.WITHDRAWN: State(
            _("withdrawn"),
            _("no longer asked"),
            "stop",
            _("The part falls back to the invoice's owner."),
            afterwards=_("They can be asked again."),
        ),
    },
    start=[Share.Status.ASKED],
)


@tracked
class PurchaseOrder(Record):
    """A promise by an organisation to pay its share; no money, and outside the ledger (DOMAIN §2)."""

    class Status(models.TextChoices):
        RECEIVED = "received", _("received")
        ACCEPTED = "accepted", _("accepted")
        INVOICED = "invoiced", _("invoiced")
        PAID = "paid", _("paid")
        CANCELLED = "cancelled", _("cancelled")

    share = models.ForeignKey(Share, on_delete=models.PROTECT, related_name="orders")
    number = models.CharField(_("purchase order number"), max_length=80)
    amount = MoneyField()
    document = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, choices=Status, default=Status.RECEIVED)
    received_at = models.DateTimeField()
    received_from = models.CharField(max_length=200, blank=True, help_text="who handed it in")
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    cancelled_why = models.CharField(max_length=300, blank=True)

    erasure = classed(
        personal="received_from",
        kept="decided_by document",
        none="id ref share number amount state received_at decided_at cancelled_why",
    )

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="order_is_positive"),
            models.UniqueConstraint(
                fields=["share"], condition=~Q(state="cancelled"), name="one_order_per_share"
            ),
        ]
        ordering = ["-received_at", "-id"]

    def __str__(self) -> str:
        return self.number


ORDER_STATUS = StateTable(
    PurchaseOrder.Status,
    {
        PurchaseOrder.Status.RECEIVED: State(
            _("received, to check"),
            _("with the office"),
            "wait",
            _("The office checks it; once it is accepted, it counts as paid."),
            moves(PurchaseOrder.Status.ACCEPTED, PurchaseOrder.Status.CANCELLED),
        ),
        PurchaseOrder.Status.ACCEPTED: State(
            _("accepted, invoice to send"),
            _("accepted"),
            "wait",
            _("The invoice goes to the accounts office."),
            moves(PurchaseOrder.Status.INVOICED, PurchaseOrder.Status.PAID, PurchaseOrder.Status.CANCELLED),
        ),
        PurchaseOrder.Status.INVOICED: State(
            _("invoiced, money to come"),
            _("accepted; your employer has the invoice"),
            "wait",
            _("It is paid when the money arrives."),
            moves(PurchaseOrder.Status.PAID, PurchaseOrder.Status.CANCELLED),
        ),
        PurchaseOrder.Status.PAID: State(
            _("paid"),
            _("paid"),
            "done",
            _("Nothing more; should the money be taken back, it waits again."),
            moves(PurchaseOrder.Status.INVOICED),
        ),
        PurchaseOrder.Status.CANCELLED: State(
            _("cancelled"),
            _("not accepted, or cancelled"),
            "stop",
            _("It covers nothing."),
            afterwards=_("A new purchase order can be handed in."),
        ),
    },
    start=[PurchaseOrder.Status.RECEIVED],
)
