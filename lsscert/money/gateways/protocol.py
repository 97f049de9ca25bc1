"""What every card gateway can do and say. Amounts are dollars; what it counts in is its own business."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple, Protocol


@dataclass(frozen=True)
class Session:
    """`id` is the gateway's own; `url` is where the payer goes."""

    id: str
    url: str


@dataclass(frozen=True)
class GatewayRefund:
    """`state` is pending, done or failed; `our_ref` names our refund, "" when it was made elsewhere."""

    id: str
    amount: Decimal
    state: str
    our_ref: str = ""


@dataclass(frozen=True)
class GatewayDispute:
    """The payer's bank took the money back, or tries to: `state` is open, won (by us) or lost."""

    id: str
    amount: Decimal
    state: str
    reason: str


@dataclass(frozen=True)
class Said:
    """All that the gateway knows of one checkout, asked for now.

    `state` is open, complete or expired; `currency` is in lower case; `checkout` is our checkout's ref, "" when the
    gateway holds none; `charge` names the payment, "" before there is one.
    """

    session_id: str
    state: str
    paid: bool
    amount: Decimal
    currency: str
    live: bool
    checkout: str
    charge: str
    refunds: tuple[GatewayRefund, ...] = ()
    disputes: tuple[GatewayDispute, ...] = ()


class PaidSession(NamedTuple):
    session_id: str
    checkout: str
    amount: Decimal


class GatewayAway(Exception):
    """The gateway cannot be reached or does not answer well, also after asking again: try later.

    `key_spent` says that the same idempotency key gets no better answer later. A checkout is then given up for a new
    one; before a refund is tried with a new key, `look` says whether the old one was made after all.
    """

    def __init__(self, why: str = "", *, key_spent: bool = False) -> None:
        super().__init__(why)
        self.key_spent = key_spent


class Gateway(Protocol):
    """LookupError where the gateway knows no such session; GatewayAway from each of these."""

    @property
    def live(self) -> bool:
        """Whether our keys move real money."""

    def create(
        self,
        *,
        amount: Decimal,
        description: str,
        email: str,
        success_url: str,
        cancel_url: str,
        checkout: str,
        idempotency_key: str,
    ) -> Session:
        """A card page. The same key again gets the same page; both addresses are absolute."""

    def look(self, session_id: str) -> Said: ...

    def expire(self, session_id: str) -> None:
        """Take no payment on it any more; nothing happens when it is paid or expired already."""

    def refund(self, *, charge: str, amount: Decimal, our_ref: str, idempotency_key: str) -> GatewayRefund:
        """Back to the card it came from. Refused when the gateway will not, for example beyond what was paid."""

    def paid_since(self, moment: datetime) -> Iterator[PaidSession]:
        """Paid checkouts that were opened since. One may be paid up to a day after it was opened."""

    def session_of_charge(self, charge: str) -> str | None:
        """The session a payment was made in."""
