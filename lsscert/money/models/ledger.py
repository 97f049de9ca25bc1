"""Where money stands and how it moved."""

import pgtrigger
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Cast, Now
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Organisation, Person
from lsscert.money.fields import MoneyField
from lsscert.money.models.funds import Fund
from lsscert.money.models.invoices import Invoice
from lsscert.personal import classed
from lsscert.records import Record, tracked

BEYOND = ("outside", "cheques", "cards", "shortfall", "elsewhere")
"""Accounts of the world beyond our books; there is one of each, and below zero is what came in through it."""
OF_FUNDS = ("elsewhere", "fund", "promised")
"""The other purse: money that never was ours, so that no payment stands behind it."""


class Account(models.Model):
    """Where money stands. What is beyond our books goes below zero as money comes in; every other balance never does.

    A credit account belongs to whoever paid the money in. `on_its_way` holds refunds that are decided and not sent.
    `owed` is what an organisation has promised as awards and not sent yet, below zero. An invoice's account holds what
    has been paid on it and has what the invoice asks for as its ceiling.
    A fund's money is in its organisation's purse: free, or promised to awards; `elsewhere` is where it came from and
    where it goes.
    """

    class Kind(models.TextChoices):
        OUTSIDE = "outside", _("the bank")
        CHEQUES = "cheques", _("cheques in hand")
        CARDS = "cards", _("the card company")
        SHORTFALL = "shortfall", _("taken back after it had left")
        OWED = "owed", _("promised by an organisation")
        CREDIT = "credit", _("credit of a payer")
        ON_ITS_WAY = "on_its_way", _("refunds to send")
        INVOICE = "invoice", _("paid on an invoice")
        ELSEWHERE = "elsewhere", _("beyond the funds")
        FUND = "fund", _("free in a fund")
        PROMISED = "promised", _("promised to awards")

    kind = models.CharField(max_length=10, choices=Kind)
    person = models.OneToOneField(Person, null=True, on_delete=models.PROTECT, related_name="credit")
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="accounts"
    )
    invoice = models.OneToOneField(Invoice, null=True, on_delete=models.PROTECT, related_name="account")
    fund = models.ForeignKey(Fund, null=True, on_delete=models.PROTECT, related_name="accounts")
    balance = MoneyField(default=0, max_digits=14)  # the outside account holds everything ever paid
    ceiling = MoneyField(null=True)

    erasure = classed(kept="person organisation", none="id kind invoice fund balance ceiling")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[*BEYOND, "owed"]) | Q(balance__gte=0), name="balance_is_never_negative"
            ),
            models.CheckConstraint(
                condition=Q(ceiling=None) | Q(balance__lte=F("ceiling")),
                name="balance_stays_below_its_ceiling",
            ),
            models.UniqueConstraint(
                fields=["kind"], condition=Q(kind__in=[*BEYOND, "on_its_way"]), name="one_account_of_a_kind"
            ),
            models.UniqueConstraint(
                fields=["organisation", "kind"],
                condition=Q(organisation__isnull=False),
                name="one_account_per_organisation_and_kind",
            ),
            models.UniqueConstraint(
                fields=["fund", "kind"],
                condition=Q(fund__isnull=False),
                name="one_account_per_fund_and_kind",
            ),
            models.CheckConstraint(
                name="only_a_fund_has_accounts_of_funds",
                condition=Q(kind__in=["fund", "promised"], fund__isnull=False)
                | (~Q(kind__in=["fund", "promised"]) & Q(fund=None)),
            ),
            models.CheckConstraint(
                name="account_has_the_owner_of_its_kind",
                condition=Q(kind__in=[*BEYOND, "on_its_way"], person=None, organisation=None, invoice=None)
                | Q(
                    kind="invoice",
                    person=None,
                    organisation=None,
                    invoice__isnull=False,
                    ceiling__isnull=False,
                )
                | Q(kind="credit", invoice=None, organisation=None, person__isnull=False)
                | Q(kind="credit", invoice=None, person=None, organisation__isnull=False)
                | Q(kind__in=["fund", "promised"], invoice=None, person=None, organisation=None)
                | Q(kind="owed", invoice=None, person=None, organisation__isnull=False, ceiling=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Transfer(models.Model):
    """One movement of money. Never changed, never deleted: a mistake is mended by a transfer back.

    `payment` is the payment whose dollars these are, so that each can be followed from its payer and back. Movements
    of funds have none (OF_FUNDS), nor has what a version of this programme moves that is being replaced.
    `booked_on` is the day it counts for in the books; no month that was closed takes another.
    """

    source = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="outgoing")
    target = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="incoming")
    amount = MoneyField()
    reason = models.CharField(max_length=40)
    key = models.CharField(max_length=100, unique=True, help_text="names the act, so that it happens once")
    payment = models.ForeignKey("Payment", null=True, on_delete=models.PROTECT, related_name="transfers")
    share = models.ForeignKey("Share", null=True, on_delete=models.PROTECT, related_name="transfers")
    booked_on = models.DateField(
        db_default=Cast(Func(Value("America/Chicago"), Now(), function="timezone"), models.DateField())
    )
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    erasure = classed(kept="by", none="id source target amount reason key payment share booked_on at")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="transfer_amount_is_positive"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="transfer_goes_somewhere_else"),
        ]
        indexes = [models.Index(fields=["booked_on", "id"], name="transfers_by_day")]
        triggers = [
            pgtrigger.Protect(
                name="transfers_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            pgtrigger.Trigger(
                name="closed_months_take_no_transfer",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                level=pgtrigger.Row,
                declare=[("closed", "date")],
                func="""
                    SELECT max(ends) INTO closed FROM money_closedmonth;
                    IF NEW.booked_on <= closed THEN
                        RAISE EXCEPTION 'the books are closed up to %', closed USING ERRCODE = '23514';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]


@tracked
class ClosedMonth(Record):
    """A month whose books are closed, with what they came to. Never opened again."""

    starts = models.DateField(unique=True)
    ends = models.DateField()
    totals = models.JSONField(default=dict)
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    erasure = classed(kept="closed_by", none="id ref starts ends totals closed_at")

    class Meta(Record.Meta):
        ordering = ["-starts"]
        triggers = [
            pgtrigger.Protect(name="closed_months_stay_closed", operation=pgtrigger.Update | pgtrigger.Delete)
        ]
