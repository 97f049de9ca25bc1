"""A candidate's own credit: money that came and is used for nothing. Used for a fee, or sent back."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from candidates.fees.refund_rules import WAYS, Way
from candidates.fees.telling import candidacy_of
from candidates.journey import services as journey
from lsscert.accounts.models import Person
from lsscert.money import ledger, paying, refunding, services, sharing
from lsscert.money.models import Invoice, Payment, Refund
from lsscert.ui.wording import money


@dataclass(frozen=True)
class Free:
    """What is left of one payment, and how it would go back."""

    payment: Payment
    amount: Decimal

    @property
    def in_words(self) -> object:
        if self.payment.method == Payment.Method.CARD:
            return WAYS[Way.CARD]
        itself = refunding.in_hand(self.payment) and self.amount == self.payment.amount
        return WAYS[Way.CHEQUE_ITSELF if itself else Way.POST]


def credit_of(person: Person) -> Decimal:
    account = getattr(person, "credit", None)
    return account.balance if account else Decimal(0)


def free_of(person: Person) -> list[Free]:
    if not credit_of(person):
        return []
    found = [
        Free(payment, ledger.free(payment))
        for payment in Payment.objects.standing().of_payer(person).order_by("pk")
    ]
    return [each for each in found if each.amount > 0]


@transaction.atomic
def use_own_credit(*, invoice: Invoice, by: Person, now: datetime) -> Decimal:
    """Pay the own part with own credit, the oldest first; what others were asked for stays theirs.

    Refused: no_credit, invoice_settled, invoice_cancelled.
    """
    invoice = services.lock_invoice(invoice)
    services.require_payable(invoice)
    used = paying.use_credit(invoice=invoice, payer=by, most=sharing.own_part(invoice), by=by, now=now)
    candidacy = candidacy_of(invoice)
    if candidacy:
        journey.note(candidacy, "credit_used", by=by, now=now, amount=money(used))
    return used


@transaction.atomic
def ask_credit_back(*, by: Person, now: datetime) -> list[Refund]:
    """All of it, each payment's by the way it came. Refused: no_credit."""
    return refunding.give_back_credit(payer=by, why=str(_("Asked back by the payer")), by=by, now=now)
