"""What is asked for, and what was taken back of it."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce, Greatest, Least
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Organisation, Person
from lsscert.money.fields import MoneyField
from lsscert.personal import classed
from lsscert.records import Record, RecordManager, tracked
from lsscert.states import State, StateTable, moves


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


class InvoiceQuerySet(models.QuerySet["Invoice"]):
    def unpaid(self) -> "InvoiceQuerySet":
        return self.filter(
            state=Invoice.Status.ISSUED, account__balance__lt=F("total") - F("credited")
        ).select_related("account")

    def uncovered(self) -> "InvoiceQuerySet":
        """Not cancelled, and what is left of it is not promised either. Says the same as `using.covered`."""
        return (
            self.with_promises()
            .filter(
                state=Invoice.Status.ISSUED,
                account__balance__lt=F("total") - F("credited") - F("promised"),
            )
            .select_related("account")
        )

    def with_promises(self) -> "InvoiceQuerySet":
        """`promised`: what accepted purchase orders will still bring. Says the same as `using.promised`."""
        from lsscert.money.models.ledger import Transfer  # which stand on invoices
        from lsscert.money.models.shares import PurchaseOrder

        moved = Case(When(target__invoice__isnull=False, then=F("amount")), default=-F("amount"))
        paid = Transfer.objects.filter(share=OuterRef("share")).order_by().values("share")
        left = F("share__amount") - _or_nothing(paid.annotate(sum=Sum(moved)).values("sum"))
        orders = PurchaseOrder.objects.filter(
            share__invoice=OuterRef("pk"), state__in=["accepted", "invoiced"]
        ).exclude(share__state="withdrawn")
        brings = Greatest(Least(F("amount"), left), Decimal(0), output_field=MoneyField())
        total = orders.order_by().values("share__invoice").annotate(sum=Sum(brings)).values("sum")
        return self.annotate(promised=_or_nothing(total))


def _or_nothing(sum: models.QuerySet) -> Coalesce:
    return Coalesce(Subquery(sum), Decimal(0), output_field=MoneyField())


@tracked
class Invoice(Record):
    """What one person or organisation is asked for. Lines and total are fixed when it is issued.

    `bill_to` and what follows it say whose accounts the paper is made out to; it concerns `person` all the same.
    Nothing is ever taken off the total: a credit note does that, and `credited` adds them up.
    """

    class Status(models.TextChoices):
        ISSUED = "issued", _("issued")
        CANCELLED = "cancelled", _("cancelled")

    number = models.CharField(max_length=20, unique=True)
    purpose = models.CharField(max_length=30, help_text="what it is for, for example enrolment")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="invoices"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="invoices"
    )
    bill_to = models.CharField(_("billed to"), max_length=200)
    bill_address = models.TextField(
        _("address of the accounts office"), blank=True, default="", db_default=""
    )
    bill_email = models.EmailField(
        _("e-mail of the accounts office"), max_length=254, blank=True, default="", db_default=""
    )
    bill_reference = models.CharField(
        _("their reference"), max_length=80, blank=True, default="", db_default=""
    )
    issued_at = models.DateTimeField()
    total = MoneyField()
    credited = MoneyField(default=0, db_default=0)
    state = models.CharField(max_length=10, choices=Status, default=Status.ISSUED)
    cancelled_why = models.CharField(max_length=300, blank=True)

    objects: ClassVar = RecordManager.from_queryset(InvoiceQuerySet)()
    erasure = classed(
        personal="bill_to bill_address bill_email bill_reference",
        kept="person organisation",
        none="id ref number purpose issued_at total credited state cancelled_why",
    )

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(total__gt=0), name="invoice_total_is_positive"),
            models.CheckConstraint(
                condition=Q(credited__gte=0, credited__lte=F("total")),
                name="invoice_credited_up_to_its_total",
            ),
            models.CheckConstraint(
                condition=Q(state="issued", credited__lt=F("total"))
                | Q(state="cancelled", credited=F("total")),
                name="invoice_is_cancelled_when_all_is_credited",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation=None)
                | Q(person=None, organisation__isnull=False),
                name="invoice_concerns_one_person_or_organisation",
            ),
        ]
        ordering = ["-issued_at", "-id"]
        indexes = [models.Index(fields=["state", "issued_at", "id"], name="invoices_by_age")]

    def __str__(self) -> str:
        return self.number

    @property
    def owner(self) -> Person | Organisation:
        owner = self.person or self.organisation
        assert owner is not None  # the database holds one
        return owner

    @property
    def owner_name(self) -> str:
        return str(self.owner)

    @property
    def due(self) -> Decimal:
        """What it asks for today: the total less what credit notes took off."""
        return self.total - self.credited

    @property
    def paid(self) -> Decimal:
        return self.account.balance

    @property
    def left(self) -> Decimal:
        return Decimal(0) if self.state == self.Status.CANCELLED else self.due - self.paid

    @property
    def covered_by_promise(self) -> bool:
        """What is left will come on accepted purchase orders; read with `with_promises`."""
        return 0 < self.left <= getattr(self, "promised", 0)

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
            _("It can be paid by card, cheque, bank transfer or purchase order, by one or several payers."),
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


@tracked
class CreditNote(Record):
    """What an invoice asks for less than it did, and why. Never changed."""

    number = models.CharField(max_length=20, unique=True)
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="credit_notes")
    amount = MoneyField()
    why = models.CharField(max_length=300)
    issued_at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    erasure = classed(kept="by", none="id ref number invoice amount why issued_at")

    class Meta(Record.Meta):
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="credit_note_is_positive")]
        ordering = ["-issued_at", "-id"]

    def __str__(self) -> str:
        return self.number


@tracked
class Instalments(Record):
    """How a candidate pays in parts: `parts` is a list of [day as ISO text, amount as text], oldest first."""

    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="instalments")
    parts = models.JSONField(default=list)
    agreed_at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    erasure = classed(kept="by", none="id ref invoice parts agreed_at")
