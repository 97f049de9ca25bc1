"""Who gets back how much, by which way and why, when a candidacy ends or the office decides (DOMAIN §2).

Every dollar goes back to the one who paid it, and award money never to the candidate.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Reason(Enum):
    NOT_ELIGIBLE = "not_eligible"
    BEFORE_ACTIVE = "before_active"
    IN_TIME = "in_time"
    LATER = "later"


WHY: dict[Reason, Any] = {
    Reason.NOT_ELIGIBLE: _("Whoever is not eligible pays nothing."),
    Reason.BEFORE_ACTIVE: _("Whoever leaves before being an active candidate pays nothing."),
    Reason.IN_TIME: _("You leave soon after settling, and none of your work has been judged."),
    Reason.LATER: _("The office has decided it."),
}


class Way(Enum):
    CARD = "card"
    CHEQUE_ITSELF = "cheque_itself"
    POST = "post"
    OWED = "owed"
    FUND = "fund"


WAYS: dict[Way, Any] = {
    Way.CARD: _("to the card it came from, by itself; the card shows it within five to ten days"),
    Way.CHEQUE_ITSELF: _("the cheque itself comes back by post, because it is not in the bank yet"),
    Way.POST: _("by the office's cheque, in the post"),
    Way.OWED: _("to its fund: the award is free again and no longer owed"),
    Way.FUND: _("to its fund, by the office's cheque or transfer"),
}


@dataclass(frozen=True)
class Paid:
    """What one payment pays of the invoice today.

    `method` is card, cheque, transfer or award; `whole` is all that came by it; `in_hand` a cheque that is not banked;
    `owed` what of an award its organisation has not sent yet.
    """

    payer: str
    method: str
    amount: Decimal
    whole: Decimal
    in_hand: bool = False
    owed: Decimal = Decimal(0)


@dataclass(frozen=True)
class Back:
    payer: str
    amount: Decimal
    way: Way
    reason: Reason

    @property
    def in_words(self) -> Any:
        return WAYS[self.way]

    @property
    def why(self) -> Any:
        return WHY[self.reason]


def reason_to_leave(*, active: bool, in_time: bool) -> Reason:
    """`in_time`: within the days of the policy after settling, and nothing judged."""
    if not active:
        return Reason.BEFORE_ACTIVE
    return Reason.IN_TIME if in_time else Reason.LATER


def goes_back(paid: Sequence[Paid], reason: Reason) -> tuple[Back, ...]:
    """All of it, except later: then nothing by itself, because the office decides."""
    if reason == Reason.LATER:
        return ()
    return tuple(back for each in paid for back in _parts(each, each.amount, reason))


def _parts(paid: Paid, amount: Decimal, reason: Reason) -> list[Back]:
    if paid.method == "award":
        off = min(amount, paid.owed)
        split = [(Way.OWED, off), (Way.FUND, amount - off)]
        return [Back(paid.payer, part, way, reason) for way, part in split if part]
    return [Back(paid.payer, amount, _way(paid, amount), reason)]


def _way(paid: Paid, amount: Decimal) -> Way:
    if paid.method == "card":
        return Way.CARD
    return Way.CHEQUE_ITSELF if paid.in_hand and amount == paid.whole else Way.POST
