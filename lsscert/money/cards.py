"""Paying by card: one intent per payer and invoice, and one function that makes our books agree with the other.

An intent is committed before the gateway hears of it, and its ref is the key the gateway knows it by. So a click,
twenty clicks, or a click after a crash between the gateway's answer and our commit all mean the same card page and one
charge. No lock is held while the gateway is asked.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.money import card_disputes, card_refunds, paying, services, using
from lsscert.money.gateways import GatewayAway, Said, gateway
from lsscert.money.models import CHECKOUT_STATUS, CardCheckout, Difference, Invoice, Payment, Share
from lsscert.refused import Refused

Urls = Callable[[CardCheckout], str]
Status = CardCheckout.Status
FRESH = timedelta(hours=23)
"""A card page is open for a day; one that is about to close is not handed out again."""


def open_checkout(
    *,
    invoice: Invoice,
    success_url: Urls,
    cancel_url: Urls,
    by: Person | None,
    now: datetime,
    amount: Decimal | None = None,
    share: Share | None = None,
) -> CardCheckout:
    """The card page for `amount`, all that is left unless said; a second click gets the same one.

    Refused: invoice_cancelled, invoice_settled, beyond_invoice, no_card_gateway; GatewayAway when it cannot be reached.
    """
    gateway()  # says no before anything is kept
    checkout, replaced = _intent(invoice=invoice, share=share, amount=amount, by=by, now=now)
    for old in replaced:
        gateway().expire(old)
    if checkout.session_id:
        return checkout
    try:
        session = gateway().create(
            amount=checkout.amount,
            description=str(_("Invoice %(number)s") % {"number": checkout.invoice.number}),
            email=(share.email if share else by.email if by else ""),
            success_url=success_url(checkout),
            cancel_url=cancel_url(checkout),
            checkout=checkout.ref,
            idempotency_key=checkout.ref,
        )
    except GatewayAway as away:
        if away.key_spent:  # this intent will never get a page; the next click makes a new one
            CardCheckout.objects.filter(pk=checkout.pk, session_id=None).update(state=Status.CANCELLED)
        raise
    CardCheckout.objects.filter(pk=checkout.pk, session_id=None).update(
        session_id=session.id, url=session.url
    )
    checkout.refresh_from_db()
    return checkout


@transaction.atomic
def _intent(
    *, invoice: Invoice, share: Share | None, amount: Decimal | None, by: Person | None, now: datetime
) -> tuple[CardCheckout, list[str]]:
    """The open intent, and the sessions of those it replaces: over another amount, of another person or too old."""
    invoice = services.lock_invoice(invoice)
    services.require_payable(invoice)
    paying.require_room(invoice, amount)
    wanted = amount or (min(share.left, invoice.left) if share else invoice.left)
    if not wanted:
        raise Refused("invoice_settled", _("This part is already paid."))
    replaced = []
    for old in invoice.checkouts.filter(state=Status.OPEN, share=share):
        if old.amount == wanted and old.by == by and now - old.opened_at < FRESH:
            return old, []
        _close(old, Status.CANCELLED)
        if old.session_id:
            replaced.append(old.session_id)
    return (
        CardCheckout.objects.create(
            invoice=invoice,
            share=share,
            organisation=share.organisation if share else None,
            amount=wanted,
            by=by,
            opened_at=now,
        ),
        replaced,
    )


def confirm(*, checkout: CardCheckout, now: datetime) -> CardCheckout:
    """Ask the gateway and book what it says. The return page calls this, and everybody else calls `converge`."""
    checkout.refresh_from_db()
    if checkout.session_id:
        _agree_or_tell(checkout, gateway().look(checkout.session_id), now)
        checkout.refresh_from_db()
    return checkout


def give_up(*, checkout: CardCheckout, now: datetime) -> CardCheckout:
    """The payer came back without paying. If the gateway was paid after all, that counts."""
    checkout.refresh_from_db()
    if checkout.session_id:
        gateway().expire(checkout.session_id)
    return confirm(checkout=checkout, now=now)


def converge(*, session_id: str, now: datetime) -> str:
    """Make our books agree with all that the gateway says of a session: payment, expiry, refunds, disputes.

    Safe in any order, any number of times and at once. Returns `not_ours`, `booked` or `nothing_new`; Refused with
    amount_differs, currency_differs, live_mode_differs or session_differs when what is said does not fit, GatewayAway
    when nothing is said.
    """
    said = gateway().look(session_id)
    checkout = CardCheckout.objects.filter(session_id=session_id).first()
    if checkout is None and said.checkout:
        checkout = CardCheckout.objects.filter(ref=said.checkout).first()
    if checkout is None:
        return "not_ours"
    return "booked" if _agree_or_tell(checkout, said, now) else "nothing_new"


def _agree_or_tell(checkout: CardCheckout, said: Said, now: datetime) -> bool:
    try:
        return _agree(checkout, said, now)
    except Refused as no:
        Difference.objects.get_or_create(
            kind=Difference.Kind.REFUSED,
            reference=said.session_id,
            defaults={"amount": said.amount, "found_at": now, "sentence": str(no.sentence)},
        )
        raise


@transaction.atomic
def _agree(checkout: CardCheckout, said: Said, now: datetime) -> bool:
    """Whether anything was new."""
    invoice = _lock_all_touched(checkout, said)
    checkout = checkout.lock()
    _require_fit(checkout, said)
    payment = _payment_of(said)
    news = False
    if said.paid and payment is None:
        payment, news = _book(checkout, invoice, said, now), True
    elif said.state == "expired" and checkout.state == Status.OPEN:
        _close(checkout, Status.CANCELLED)
        news = True
    if payment:
        news |= card_refunds.agree(payment, said.refunds, now)
        news |= card_disputes.agree(payment, said.disputes, now)
    return news


def _payment_of(said: Said) -> Payment | None:
    return Payment.objects.filter(method=Payment.Method.CARD, reference=said.session_id).first()


def _lock_all_touched(checkout: CardCheckout, said: Said) -> Invoice:
    """Every invoice that the payment ever paid may change, so all are locked at once and in order."""
    payment = _payment_of(said)
    touched = using.touched_by(payment) if payment else []
    return services.lock_invoices([checkout.invoice, *touched])[checkout.invoice_id]


def _require_fit(checkout: CardCheckout, said: Said) -> None:
    """What is reported must be what we asked for, in every respect; otherwise nothing is booked, and the desk told."""
    if checkout.session_id is None:
        checkout.session_id = said.session_id  # we died before we could note it
        checkout.save(update_fields=["session_id"])
    if checkout.session_id != said.session_id or said.checkout != checkout.ref:
        raise Refused("session_differs", _("The card page reports another payment than the one meant here."))
    if said.live != gateway().live:
        raise Refused("live_mode_differs", _("The card page reports a trial payment in place of a real one."))
    if said.currency != "usd":
        raise Refused("currency_differs", _("The card page reports another currency than US dollars."))
    if said.amount != checkout.amount:
        raise Refused("amount_differs", _("The card page reports another amount. The office has been told."))


def _book(checkout: CardCheckout, invoice: Invoice, said: Said, now: datetime) -> Payment:
    """What was paid on an intent given up before is booked, too: what the invoice no longer needs becomes credit."""
    _close(checkout, Status.PAID)
    return paying.record_payment(
        method=Payment.Method.CARD,
        amount=said.amount,
        payer=checkout.organisation or checkout.by,  # type: ignore[arg-type]  # the database holds one
        reference=said.session_id,
        charge=said.charge,
        received_on=programme_day(now),
        uses=[paying.For(invoice, share=checkout.share)],
        strict=False,
        by=None,
        now=now,
    )


def _close(checkout: CardCheckout, state: CardCheckout.Status) -> None:
    CHECKOUT_STATUS.require(checkout.state, state)
    checkout.state = state
    checkout.save(update_fields=["state"])
