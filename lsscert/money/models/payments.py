"""Money that arrived, from whom, and what went back to them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Organisation, Person
from lsscert.money.fields import MoneyField
from lsscert.personal import classed
from lsscert.records import Record, RecordManager, tracked
from lsscert.states import State, StateTable, moves


@tracked
class Deposit(Record):
    """Cheques brought to the bank together, on one slip."""

    number = models.CharField(max_length=20, unique=True)
    banked_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    erasure = classed(kept="by", none="id ref number banked_on at")

    class Meta(Record.Meta):
        ordering = ["-banked_on", "-id"]

    def __str__(self) -> str:
        return self.number


class PaymentQuerySet(models.QuerySet["Payment"]):
    def standing(self) -> "PaymentQuerySet":
        """Without those that were taken back or never were."""
        return self.exclude(state__in=[Payment.Status.RETURNED, Payment.Status.VOID])

    def of_payer(self, payer: Person | Organisation) -> "PaymentQuerySet":
        if isinstance(payer, Person):
            return self.filter(payer=payer)
        return self.filter(organisation=payer)

    def with_payer(self) -> "PaymentQuerySet":
        return self.select_related("payer", "organisation")

    def to_bank(self) -> "PaymentQuerySet":
        return self.filter(method=Payment.Method.CHEQUE, state=Payment.Status.RECEIVED)


@tracked
class Payment(Record):
    """Money that arrived, and from whom. What it was used for is in the ledger, whose transfers name it."""

    class Method(models.TextChoices):
        CARD = "card", _("card")
        CHEQUE = "cheque", _("cheque")
        TRANSFER = "transfer", _("bank transfer")
        AWARD = "award", _("award")

    class Status(models.TextChoices):
        RECEIVED = "received", _("received")
        BANKED = "banked", _("banked")
        DISPUTED = "disputed", _("disputed")
        RETURNED = "returned", _("taken back")
        VOID = "void", _("entered by mistake")

    method = models.CharField(max_length=10, choices=Method)
    amount = MoneyField()
    payer = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    reference = models.CharField(
        max_length=80, help_text="number of the cheque, transfer or award, or the card gateway's session"
    )
    charge = models.CharField(
        max_length=100, blank=True, default="", db_default="", help_text="the card gateway's id of the charge"
    )
    fund = models.CharField(
        max_length=100, blank=True, default="", db_default="", help_text="the fund an award comes from"
    )
    note = models.CharField(
        max_length=200, blank=True, default="", db_default="", help_text="what is written on it"
    )
    received_on = models.DateField()
    recorded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=Status, default=Status.RECEIVED, db_default="received")
    deposit = models.ForeignKey(
        Deposit, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    returned_on = models.DateField(null=True, blank=True)
    returned_why = models.CharField(max_length=300, blank=True, default="", db_default="")

    objects: ClassVar = RecordManager.from_queryset(PaymentQuerySet)()
    erasure = classed(
        personal="note",
        kept="payer organisation recorded_by",
        none="id ref method amount reference charge fund received_on recorded_at state deposit returned_on"
        " returned_why",
    )

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_amount_is_positive"),
            models.CheckConstraint(
                condition=Q(payer__isnull=False, organisation=None)
                | Q(payer=None, organisation__isnull=False),
                name="payment_has_one_payer",
            ),
            models.CheckConstraint(
                condition=~Q(method="award") | Q(organisation__isnull=False),
                name="an_award_is_an_organisations",
            ),
            models.UniqueConstraint(
                fields=["reference"], condition=Q(method="card"), name="one_payment_per_card_charge"
            ),
            models.UniqueConstraint(
                fields=["payer", "reference"],
                condition=Q(method="cheque") & ~Q(state="void"),
                name="one_payment_per_cheque",
            ),
            models.UniqueConstraint(
                fields=["organisation", "reference"],
                condition=Q(method="cheque") & ~Q(state="void"),
                name="one_payment_per_organisations_cheque",
            ),
            models.UniqueConstraint(
                fields=["reference", "received_on", "amount"],
                condition=Q(method="transfer") & ~Q(state="void"),
                name="one_payment_per_bank_transfer",
            ),
        ]
        ordering = ["-received_on", "-id"]
        indexes = [
            models.Index(fields=["charge"], condition=~Q(charge=""), name="payment_by_charge"),
            models.Index(fields=["amount"], name="payment_by_amount"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def owner(self) -> Person | Organisation:
        owner = self.payer or self.organisation
        assert owner is not None  # the database holds one
        return owner

    @property
    def payer_name(self) -> str:
        return str(self.owner)


PAYMENT_STATUS = StateTable(
    Payment.Status,
    {
        Payment.Status.RECEIVED: State(
            _("received"),
            _("received"),
            "done",
            _("It is booked; a cheque still goes to the bank."),
            moves(
                Payment.Status.BANKED,
                Payment.Status.DISPUTED,
                Payment.Status.RETURNED,
                Payment.Status.VOID,
            ),
        ),
        Payment.Status.BANKED: State(
            _("banked"),
            _("received"),
            "done",
            _("It is in the bank; should the bank send it back, it is taken out again."),
            moves(Payment.Status.RETURNED),
        ),
        Payment.Status.DISPUTED: State(
            _("disputed"),
            _("disputed at the card company"),
            "act",
            _("The card company has taken it back until it decides."),
            moves(Payment.Status.RECEIVED, Payment.Status.RETURNED),
        ),
        Payment.Status.RETURNED: State(
            _("taken back"),
            _("did not go through"),
            "stop",
            _("What it had paid is open again."),
            afterwards=_("Pay in another way."),
        ),
        Payment.Status.VOID: State(
            _("entered by mistake"),
            _("entered by mistake"),
            "stop",
            _("It never was; what it had paid is open again."),
            afterwards=_("Enter the right one."),
        ),
    },
    start=[Payment.Status.RECEIVED],
)


@tracked
class AwardTransfer(Record):
    """Money an organisation sent for its awards: one transfer that settles the awards listed on it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="award_transfers")
    reference = models.CharField(max_length=80)
    amount = MoneyField()
    received_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    erasure = classed(kept="by", none="id ref organisation reference amount received_on at")

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="award_transfer_is_positive"),
            models.UniqueConstraint(
                fields=["organisation", "reference"], name="one_award_transfer_per_reference"
            ),
        ]
        ordering = ["-received_on", "-id"]


@tracked
class Refund(Record):
    """Dollars of one payment on their way back to who paid it, by the way they came."""

    class Way(models.TextChoices):
        CARD = "card", _("to the card it came from")
        POST = "post", _("by the office's cheque or transfer")
        OWED = "owed", _("off what the organisation owes")

    class Status(models.TextChoices):
        WAITING = "waiting", _("waits for a second person")
        DUE = "due", _("to send")
        SENT = "sent", _("sent")
        STOPPED = "stopped", _("stopped")

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    amount = MoneyField()
    way = models.CharField(max_length=10, choices=Way)
    why = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=Status)
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=80, blank=True, help_text="number of the cheque or transfer")
    gateway_id = models.CharField(max_length=100, null=True, blank=True, unique=True)
    problem = models.CharField(max_length=300, blank=True)

    erasure = classed(
        kept="asked_by sent_by",
        none="id ref payment amount way why state asked_at sent_at reference gateway_id problem",
    )

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_is_positive"),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False),
                name="sent_refund_has_a_moment",
            ),
        ]
        ordering = ["asked_at", "id"]
        indexes = [models.Index(fields=["state", "asked_at", "id"], name="refunds_by_state")]


REFUND_STATUS = StateTable(
    Refund.Status,
    {
        Refund.Status.WAITING: State(
            _("waits for a second person"),
            _("being prepared"),
            "wait",
            _("Somebody else confirms it, or it goes ahead after its wait."),
            moves(Refund.Status.DUE, Refund.Status.STOPPED),
        ),
        Refund.Status.DUE: State(
            _("to send"),
            _("on its way back"),
            "act",
            _("To a card it goes by itself; by post the office sends it and notes how."),
            moves(Refund.Status.SENT, Refund.Status.STOPPED),
        ),
        Refund.Status.SENT: State(
            _("sent"),
            _("sent back"),
            "done",
            _("Nothing more; a card shows it after some days. Should the card not take it, it goes by post."),
            moves(Refund.Status.DUE),
        ),
        Refund.Status.STOPPED: State(
            _("stopped"),
            _("not sent"),
            "stop",
            _("The money stays as the payer's credit."),
            afterwards=_("It can be asked for again."),
        ),
    },
    start=[Refund.Status.WAITING, Refund.Status.DUE, Refund.Status.SENT],
)
