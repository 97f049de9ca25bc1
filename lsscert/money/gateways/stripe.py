"""Stripe's hosted card page. The only code that speaks to Stripe; no card number ever comes near us."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import stripe
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lsscert.money.gateways.protocol import (
    GatewayAway,
    GatewayDispute,
    GatewayRefund,
    PaidSession,
    Said,
    Session,
)
from lsscert.refused import Refused

log = logging.getLogger(__name__)
stripe.enable_telemetry = False

CURRENCY = "usd"
PAGE = 100  # the most that Stripe gives at once
REFUND_STATES = {"succeeded": "done", "failed": "failed", "canceled": "failed"}
DISPUTE_STATES = {"won": "won", "lost": "lost"}
# A bank's inquiry, and a dispute stopped before it began, take no money from us.
HARMLESS_DISPUTES = {"warning_needs_response", "warning_under_review", "warning_closed", "prevented"}


class StripeGateway:
    timeout: tuple[float, float] = (3.0, 6.0)
    """Seconds to connect and to wait for an answer; each try has them anew, and there are three."""

    @property
    def live(self) -> bool:
        return is_live(settings.STRIPE_SECRET_KEY)

    @property
    def _api(self) -> Any:
        return _client(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE, self.timeout).v1

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
        price = {
            "currency": CURRENCY,
            "unit_amount": to_cents(amount),
            "product_data": {"name": description},
        }
        wanted = {
            "mode": "payment",
            "payment_method_types": ["card"],
            "line_items": [{"quantity": 1, "price_data": price}],
            "adaptive_pricing": {"enabled": False},  # invoices are in dollars, whatever the card's country
            **({"customer_email": email} if email else {}),
            "client_reference_id": checkout,
            "metadata": {"checkout": checkout},
            "payment_intent_data": {"description": description, "metadata": {"checkout": checkout}},
            "success_url": success_url,
            "cancel_url": cancel_url,
        }
        with _answers():
            try:
                made = self._api.checkout.sessions.create(wanted, {"idempotency_key": idempotency_key})
            except stripe.InvalidRequestError as no:
                log.error("Stripe refused to open a card page: %s %s", no.code, no.param)
                raise Refused(
                    "gateway_refuses_page",
                    _("The card company could not open its page for this payment."),
                    _("Please pay by cheque, or write to us."),
                ) from no
        return Session(made["id"], made["url"])

    def look(self, session_id: str) -> Said:
        with _answers():
            session = self._retrieve(session_id)
            charge = session["payment_intent"] or ""
            of_charge = {"payment_intent": charge, "limit": PAGE}
            refunds = self._api.refunds.list(of_charge).auto_paging_iter() if charge else ()
            disputes = self._api.disputes.list(of_charge).auto_paging_iter() if charge else ()
            return Said(
                session_id=session["id"],
                state=session["status"],
                paid=session["payment_status"] == "paid",
                amount=to_dollars(session["amount_total"]),
                currency=session["currency"] or "",
                live=session["livemode"],
                checkout=_ours(session, "checkout"),
                charge=charge,
                refunds=tuple(_refund(each) for each in refunds),
                disputes=tuple(
                    _dispute(each) for each in disputes if each["status"] not in HARMLESS_DISPUTES
                ),
            )

    def expire(self, session_id: str) -> None:
        with _answers():
            try:
                self._api.checkout.sessions.expire(_named(session_id))
            except stripe.InvalidRequestError:
                if self._retrieve(session_id)["status"] == "open":
                    raise

    def refund(self, *, charge: str, amount: Decimal, our_ref: str, idempotency_key: str) -> GatewayRefund:
        wanted = {"payment_intent": charge, "amount": to_cents(amount), "metadata": {"refund": our_ref}}
        with _answers():
            try:
                made = self._api.refunds.create(wanted, {"idempotency_key": idempotency_key})
            except stripe.InvalidRequestError as no:
                if no.http_status == 404:
                    raise
                log.warning("Stripe refused a refund: %s", no.code)
                raise Refused(
                    "gateway_refuses_refund",
                    _("The card company does not send this amount back."),
                    _("See in its dashboard what was sent back before, or send a cheque."),
                ) from no
            return _refund(made)

    def paid_since(self, moment: datetime) -> Iterator[PaidSession]:
        since = {"created": {"gte": int(moment.timestamp())}, "status": "complete", "limit": PAGE}
        with _answers():
            for session in self._api.checkout.sessions.list(since).auto_paging_iter():
                if session["payment_status"] == "paid":
                    yield PaidSession(
                        session["id"], _ours(session, "checkout"), to_dollars(session["amount_total"])
                    )

    def session_of_charge(self, charge: str) -> str | None:
        with _answers():
            found = self._api.checkout.sessions.list({"payment_intent": charge, "limit": 1})["data"]
        return found[0]["id"] if found else None

    def _retrieve(self, session_id: str) -> Any:
        return self._api.checkout.sessions.retrieve(_named(session_id))


def is_live(key: str) -> bool:
    return "_live_" in key


def to_cents(dollars: Decimal) -> int:
    cents = dollars * 100
    if cents != int(cents):
        raise ValueError(f"{dollars} is not in whole cents")
    return int(cents)


def to_dollars(cents: int | None) -> Decimal:
    return Decimal(cents or 0).scaleb(-2)


@lru_cache(maxsize=4)
def _client(key: str, base: str, timeout: tuple[float, float]) -> stripe.StripeClient:
    """One for all requests of a process, so that connections are used again. Threads have their own within it."""
    return stripe.StripeClient(
        key,
        base_addresses={"api": base},
        max_network_retries=2,
        http_client=stripe.RequestsClient(timeout=timeout),
    )


@contextmanager
def _answers() -> Iterator[None]:
    """What goes wrong at Stripe, in the words of our protocol."""
    try:
        yield
    except stripe.InvalidRequestError as problem:
        if problem.http_status != 404:
            raise
        raise LookupError(problem.user_message) from problem
    except (stripe.AuthenticationError, stripe.PermissionError) as problem:
        log.error("Stripe does not take our key: %s", problem.code or problem.http_status)
        raise GatewayAway("our key is not taken") from problem
    except (stripe.APIConnectionError, stripe.APIError, stripe.RateLimitError) as problem:
        log.warning("Stripe does not answer well: %s %s", problem.http_status or "", type(problem).__name__)
        replayed = problem.headers is not None and problem.headers.get("Idempotent-Replayed") == "true"
        raise GatewayAway(f"answer {problem.http_status}", key_spent=replayed) from problem
    except stripe.IdempotencyError as problem:
        log.warning("Stripe has seen this key with other facts")
        raise GatewayAway("key used before with other facts", key_spent=True) from problem


def _named(session_id: str) -> str:
    if not session_id:
        raise LookupError("a session without an id")
    return session_id


def _ours(thing: Any, name: str) -> str:
    metadata = thing["metadata"]
    return str(metadata[name]) if metadata and name in metadata else ""


def _refund(made: Any) -> GatewayRefund:
    return GatewayRefund(
        made["id"],
        to_dollars(made["amount"]),
        REFUND_STATES.get(made["status"], "pending"),
        _ours(made, "refund"),
    )


def _dispute(it: Any) -> GatewayDispute:
    return GatewayDispute(
        it["id"], to_dollars(it["amount"]), DISPUTE_STATES.get(it["status"], "open"), it["reason"] or ""
    )
