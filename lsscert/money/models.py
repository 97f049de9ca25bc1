"""One append-only ledger; invoices, payments and card checkouts around it. US dollars, two places."""

from decimal import Decimal
from typing import Any

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from lsscert import clock
from lsscert.accounts.models import Organisation, Person
from lsscert.personal import classed
from lsscert.records import Record, tracked
from lsscert.states import State, StateTable, moves


class MoneyField(models.DecimalField):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_digits": 10, "decimal_places": 2} | kwargs)


class NumberCounter(models.Model):
    """The last number given in a year; its row is locked at issue, so numbers have no gaps and no doubles."""

    series = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    erasure = classed(none="id series year last")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="one_counter_per_series_and_year")
        ]


@tracked
class Invoice(Record):
    """What one person is asked for. Lines and total are fixed when it is issued."""

    class Status(models.TextChoices):
        ISSUED = "issued", _("issued")
        CANCELLED = "cancelled", _("cancelled")

    number = models.CharField(max_length=20, unique=True)
    purpose = models.CharField(max_length=30, help_text="what it is for, for example enrolment")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invoices")
    bill_to = models.CharField(_("billed to"), max_length=200)
    issued_at = models.DateTimeField()
    total = MoneyField()
    state = models.CharField(max_length=10, choices=Status, default=Status.ISSUED)
    cancelled_why = models.CharField(max_length=300, blank=True)

    erasure = classed(
        personal="bill_to", kept="person", none="id ref number purpose issued_at total state cancelled_why"
    )

    class Meta(Record.Meta):
        constraints = [models.CheckConstraint(condition=Q(total__gt=0), name="invoice_total_is_positive")]
        ordering = ["-issued_at", "-id"]

    def __str__(self) -> str:
        return self.number

    @property
    def paid(self) -> Decimal:
        return self.account.balance

    @property
    def left(self) -> Decimal:
        return Decimal(0) if self.state == self.Status.CANCELLED else self.total - self.paid

    @property
    def settled(self) -> bool:
        return self.state == self.Status.ISSUED and self.left == 0


INVOICE_STATUS = StateTable(
    Invoice.Status,
    {
        Invoice.Status.ISSUED: State(
            _("issued"),
            _("to pay"),
            "act",
            _("It can be paid by card or cheque."),
            moves(Invoice.Status.CANCELLED),
        ),
        Invoice.Status.CANCELLED: State(
            _("cancelled"),
            _("cancelled"),
            "stop",
            _("Nothing is owed on it; what was paid went back to who paid it."),
            afterwards=_("A new application gets a new invoice."),
        ),
    },
    start=[Invoice.Status.ISSUED],
)


class InvoiceLine(models.Model):
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="lines")
    code = models.CharField(max_length=40)
    description = models.CharField(max_length=200)
    amount = MoneyField()

    erasure = classed(none="id invoice code description amount")

    class Meta:
        ordering = ["id"]


class Account(models.Model):
    """Where money stands. `outside` is the world beyond our books; every other balance is never negative.

    An invoice's account holds what has been paid on it and has the invoice's total as its ceiling.
    A credit account belongs to whoever paid the money in.
    """

    class Kind(models.TextChoices):
        OUTSIDE = "outside", _("outside our books")
        CREDIT = "credit", _("credit of a payer")
        INVOICE = "invoice", _("paid on an invoice")

    kind = models.CharField(max_length=10, choices=Kind)
    person = models.OneToOneField(Person, null=True, on_delete=models.PROTECT, related_name="credit")
    organisation = models.OneToOneField(
        Organisation, null=True, on_delete=models.PROTECT, related_name="credit"
    )
    invoice = models.OneToOneField(Invoice, null=True, on_delete=models.PROTECT, related_name="account")
    balance = MoneyField(default=0, max_digits=14)  # the outside account holds everything ever paid
    ceiling = MoneyField(null=True)

    erasure = classed(kept="person organisation", none="id kind invoice balance ceiling")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="outside") | Q(balance__gte=0), name="balance_is_never_negative"
            ),
            models.CheckConstraint(
                condition=Q(ceiling=None) | Q(balance__lte=F("ceiling")),
                name="balance_stays_below_its_ceiling",
            ),
            models.UniqueConstraint(fields=["kind"], condition=Q(kind="outside"), name="one_outside_account"),
            models.CheckConstraint(
                name="account_has_the_owner_of_its_kind",
                condition=Q(kind="outside", person=None, organisation=None, invoice=None)
                | Q(
                    kind="invoice",
                    person=None,
                    organisation=None,
                    invoice__isnull=False,
                    ceiling__isnull=False,
                )
                | Q(kind="credit", invoice=None, organisation=None, person__isnull=False)
                | Q(kind="credit", invoice=None, person=None, organisation__isnull=False),
            ),
        ]


class Transfer(models.Model):
    """One movement of money. Never changed, never deleted: a mistake is mended by a transfer back."""

    source = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="outgoing")
    target = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="incoming")
    amount = MoneyField()
    reason = models.CharField(max_length=40)
    key = models.CharField(max_length=100, unique=True, help_text="names the act, so that it happens once")
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    erasure = classed(kept="by", none="id source target amount reason key at")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="transfer_amount_is_positive"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="transfer_goes_somewhere_else"),
        ]
        triggers = [
            pgtrigger.Protect(name="transfers_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]


@tracked
class Payment(Record):
    """Money that arrived, and from whom. What it was used for is in the ledger."""

    class Method(models.TextChoices):
        CARD = "card", _("card")
        CHEQUE = "cheque", _("cheque")

    method = models.CharField(max_length=10, choices=Method)
    amount = MoneyField()
    payer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="payments")
    reference = models.CharField(max_length=80, help_text="cheque number, or the card gateway's id")
    received_on = models.DateField()
    recorded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    erasure = classed(kept="payer recorded_by", none="id ref method amount reference received_on recorded_at")

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_amount_is_positive"),
            models.UniqueConstraint(
                fields=["reference"], condition=Q(method="card"), name="one_payment_per_card_charge"
            ),
            models.UniqueConstraint(
                fields=["payer", "reference"], condition=Q(method="cheque"), name="one_payment_per_cheque"
            ),
        ]
        ordering = ["-received_on", "-id"]


@tracked
class CardCheckout(Record):
    """One intent to pay by card. At most one is open per invoice; the gateway's answer is asked for, never believed."""

    class Status(models.TextChoices):
        OPEN = "open", _("at the card page")
        PAID = "paid", _("paid")
        CANCELLED = "cancelled", _("given up")

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="checkouts")
    amount = MoneyField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    session_id = models.CharField(max_length=100, unique=True, null=True)
    url = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    opened_at = models.DateTimeField()

    erasure = classed(kept="by", none="id ref invoice amount session_id url state opened_at")

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["invoice"], condition=Q(state="open"), name="one_open_checkout_per_invoice"
            ),
        ]


CHECKOUT_STATUS = StateTable(
    CardCheckout.Status,
    {
        CardCheckout.Status.OPEN: State(
            _("at the card page"),
            _("being paid"),
            "act",
            _("The payer finishes it, or goes back."),
            moves(CardCheckout.Status.PAID, CardCheckout.Status.CANCELLED),
        ),
        CardCheckout.Status.PAID: State(
            _("paid"),
            _("paid"),
            "done",
            _("The money is booked."),
            afterwards=_("A refund goes back to the same card."),
        ),
        CardCheckout.Status.CANCELLED: State(
            _("given up"),
            _("not paid"),
            "stop",
            _("Nothing was charged; if the card company says otherwise later, it is booked."),
            moves(CardCheckout.Status.PAID),
        ),
    },
    start=[CardCheckout.Status.OPEN],
)


class SandboxSession(Record):
    """What the demo's card gateway remembers in the place of a real one. No card is ever asked for."""

    amount = MoneyField()
    description = models.CharField(max_length=200)
    success_url = models.CharField(max_length=300)
    cancel_url = models.CharField(max_length=300)
    idempotency_key = models.CharField(max_length=100, unique=True)
    checkout = models.CharField(max_length=20, blank=True, db_default="", help_text="our checkout's ref")
    opened_at = models.DateTimeField(default=clock.now, db_default=Now())
    paid = models.BooleanField(default=False)
    expired = models.BooleanField(default=False, db_default=False)
    refunds = models.JSONField(default=list, db_default=[], help_text="as the gateway tells them")
    disputes = models.JSONField(default=list, db_default=[], help_text="as the gateway tells them")

    erasure = classed(
        none="id ref amount description success_url cancel_url idempotency_key checkout opened_at paid expired "
        "refunds disputes"
    )


from lsscert.money.gateway_event import GatewayEvent  # noqa: E402, F401
