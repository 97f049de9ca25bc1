"""Where each dollar of a payment is now, and the way it took."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from lsscert.money import ledger, using
from lsscert.money.models import Account, Payment, Refund, Transfer
from lsscert.ui.bars import Bar, bar
from lsscert.ui.wording import money

ON_ITS_WAY = (Refund.Status.WAITING, Refund.Status.DUE)


@dataclass(frozen=True)
class Place:
    """`kind` is a class of bars.css."""

    kind: str
    words: str
    amount: Decimal
    url_of: Any = None


@dataclass(frozen=True)
class Step:
    at: Any
    sentence: str
    who: Any


@dataclass(frozen=True)
class Whereabouts:
    uses: list[using.Use]
    free: Decimal
    refunds: list[Refund]
    amount: Decimal

    @property
    def coming_back(self) -> Decimal:
        return sum((each.amount for each in self.refunds if each.state in ON_ITS_WAY), Decimal(0))

    @property
    def sent_back(self) -> Decimal:
        return sum((each.amount for each in self.refunds if each.state == Refund.Status.SENT), Decimal(0))

    @property
    def places(self) -> list[Place]:
        found = [
            Place("fee", _("on invoice %(number)s") % {"number": use.invoice.number}, use.amount, use.invoice)
            for use in self.uses
        ]
        found += [
            Place("award", _("credit of the payer"), self.free),
            Place("employer", _("on its way back"), self.coming_back),
            Place("seat", _("sent back"), self.sent_back),
        ]
        gone = self.amount - sum((place.amount for place in found), Decimal(0))
        found.append(Place("unknown", _("not ours: taken back"), gone))
        return [place for place in found if place.amount > 0]

    @property
    def picture(self) -> Bar:
        sums: dict[str, Decimal] = {}
        for place in self.places:
            sums[place.kind] = sums.get(place.kind, Decimal(0)) + place.amount
        return bar(sums, whole=self.amount)


def whereabouts(payment: Payment) -> Whereabouts:
    return Whereabouts(
        uses=using.uses_by(payment),
        free=ledger.free(payment),
        refunds=list(payment.refunds.select_related("asked_by", "sent_by").order_by("pk")),
        amount=payment.amount,
    )


def story(payment: Payment) -> Iterator[Step]:
    """Every movement in words, newest first."""
    moved = payment.transfers.select_related("source__invoice", "target__invoice", "by").order_by("-pk")
    for each in moved:
        yield Step(each.at, _sentence(each), each.by)


def _sentence(moved: Transfer) -> str:
    invoice = moved.source.invoice or moved.target.invoice
    words = {"amount": money(moved.amount), "number": invoice.number if invoice else ""}
    return _words_for(moved) % words


def _words_for(moved: Transfer) -> str:
    sentences = {
        "payment": _("%(amount)s came in."),
        "use": _("%(amount)s pays on invoice %(number)s."),
        "release": _("%(amount)s came off invoice %(number)s and is credit again."),
        "refund": _("%(amount)s was set aside to go back."),
        "refund_gone": _("%(amount)s was set aside to go back: it had gone already."),
        "refund_stopped": _("%(amount)s does not go back after all and is credit again."),
        "refund_sent": _("%(amount)s went back to the payer."),
        "banked": _("%(amount)s was brought to the bank."),
        "award_settled": _("%(amount)s of the award arrived from its organisation."),
    }
    if moved.reason == "returned":
        if moved.source.kind == Account.Kind.CREDIT:
            return _("%(amount)s was taken back.")
        if moved.source.kind == Account.Kind.SHORTFALL:
            return _("%(amount)s had left already and is missing.")
        return _("%(amount)s came back to us.")
    return sentences.get(moved.reason, _("%(amount)s moved."))
