"""Paying by card: what is meant to be paid, and what the demo's gateway remembers."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from lsscert import clock
from lsscert.accounts.models import Organisation, Person
from lsscert.money.fields import MoneyField
from lsscert.money.models.invoices import Invoice
from lsscert.money.models.shares import Share
from lsscert.personal import classed
from lsscert.records import Record, tracked
from lsscert.states import State, StateTable, moves


@tracked
class CardCheckout(Record):
    """One intent to pay by card. At most one is open per payer and invoice.

    It is kept before the gateway hears of it, so that whatever happens in between, trying again means the same intent.
    The gateway's answer is asked for, never believed. `by` is whose card it is; with a `share`, its organisation's.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("at the card page")
        PAID = "paid", _("paid")
        CANCELLED = "cancelled", _("given up")

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="checkouts")
    share = models.ForeignKey(
        Share, null=True, blank=True, on_delete=models.PROTECT, related_name="checkouts"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    amount = MoneyField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    session_id = models.CharField(max_length=100, unique=True, null=True)
    url = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    opened_at = models.DateTimeField()

    erasure = classed(
        kept="by organisation", none="id ref invoice share amount session_id url state opened_at"
    )

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "share"],
                condition=Q(state="open"),
                nulls_distinct=False,
                name="one_open_checkout_per_invoice_and_share",
            ),
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(organisation__isnull=False), name="checkout_has_a_payer"
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


@tracked
class Difference(Record):
    """Something that the card company and our books tell differently, found at night; open until it is explained."""

    class Kind(models.TextChoices):
        NOT_HERE = "not_here", _("paid there, not in our books")
        NOT_THERE = "not_there", _("in our books, not known there")
        REFUSED = "refused", _("what is reported does not fit")

    kind = models.CharField(max_length=10, choices=Kind)
    reference = models.CharField(max_length=100)
    amount = MoneyField(null=True)
    found_at = models.DateTimeField()
    sentence = models.CharField(max_length=300, blank=True)
    explained_at = models.DateTimeField(null=True, blank=True)
    explained_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    explanation = models.CharField(max_length=300, blank=True)

    erasure = classed(
        kept="explained_by", none="id ref kind reference amount found_at sentence explained_at explanation"
    )

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(fields=["kind", "reference"], name="one_difference_of_a_kind"),
        ]
        ordering = ["-found_at", "-id"]
