"""A candidate asks an employer to pay a part of the fee; the employer answers through a personal link."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from candidates.fees.models import EmployerLetter
from candidates.fees.required import require_reason
from candidates.fees.telling import candidacy_of
from candidates.journey import services as journey
from lsscert.accounts import links
from lsscert.accounts.models import Link, Person
from lsscert.letters import services as letters
from lsscert.money import cards, sharing
from lsscert.money import services as money_services
from lsscert.money.gateways import GatewayAway
from lsscert.money.models import CardCheckout, Invoice, PurchaseOrder, Share
from lsscert.refused import Refused
from lsscert.ui.wording import money

LINK_KIND = "fees.share"
LINK_DAYS = 60
LETTERS_A_DAY = 5


@transaction.atomic
def ask_employer(
    *, invoice: Invoice, name: str, amount: Decimal | None, by: Person, now: datetime, **contact: str
) -> Share:
    """Ask an organisation for a part, all that is left unless said; it gets a letter where there is an e-mail address.

    `contact` holds contact, email, address, reference. Refused: letters_enough, and as `sharing.ask_for_share`.
    """
    by.lock()  # so that two letters at once cannot both be the last of the day
    share = sharing.ask_for_share(
        invoice=invoice,
        organisation=sharing.payer_named(name),
        amount=sharing.own_part(invoice) if amount is None else amount,
        by=by,
        now=now,
        **contact,
    )
    if candidacy := candidacy_of(share.invoice):
        journey.note(
            candidacy,
            "employer_asked",
            by=by,
            now=now,
            payer=share.organisation,
            amount=money(share.amount),
        )
    if share.email:
        _write(share, by=by, now=now)
    return share


@transaction.atomic
def send_again(*, share: Share, by: Person, now: datetime) -> None:
    """A new link; the old one opens nothing any more. Refused: letters_enough, no_email, share_withdrawn."""
    by.lock()
    share = share.lock()
    if share.state == Share.Status.WITHDRAWN:
        raise withdrawn()
    if not share.email:
        raise Refused("no_email", _("There is no e-mail address to send it to."), _("Give one first."))
    _withdraw_letters(share)
    links.revoke(kind=LINK_KIND, subject=share.ref)
    _write(share, by=by, now=now)


def take_back(*, share: Share, by: Person, now: datetime) -> Share:
    """They are no longer asked. Refused: share_paid, order_in_hand, card_page_open."""
    close_card_page(share, now=now)
    return _take_back(share, by=by, now=now)


def change(*, share: Share, amount: Decimal | None, by: Person, now: datetime, **contact: str) -> Share:
    """Another amount or address: the old request is taken back and a new one goes out."""
    close_card_page(share, now=now)
    with transaction.atomic():
        by.lock()
        _take_back(share, by=by, now=now, tell=False)
        return ask_employer(
            invoice=share.invoice, name=share.organisation.name, amount=amount, by=by, now=now, **contact
        )


@transaction.atomic
def _take_back(share: Share, *, by: Person, now: datetime, tell: bool = True) -> Share:
    require_unanswered(share)
    share = sharing.withdraw_share(share=share, by=by, now=now)
    if candidacy := candidacy_of(share.invoice):
        journey.note(
            candidacy,
            "employer_no_longer_asked",
            by=by,
            now=now,
            payer=share.organisation,
            amount=money(share.amount),
        )
    if tell:
        tell_no_longer_asked(share)
    return share


def close_card_page(share: Share, *, now: datetime) -> None:
    """Somebody may be paying just now: what was paid counts, and what was not cannot be paid any more."""
    for checkout in share.checkouts.filter(state=CardCheckout.Status.OPEN):
        try:
            cards.give_up(checkout=checkout, now=now)
        except GatewayAway as away:
            raise Refused(
                "card_page_open",
                _("They have a card page open, and the card company does not answer just now."),
                _("Please try again in a few minutes."),
            ) from away


def require_unanswered(share: Share) -> None:
    """Holds the invoice, so that no answer comes in between."""
    money_services.lock_invoice(share.invoice)
    share.refresh_from_db()
    if share.state == Share.Status.WITHDRAWN:
        raise withdrawn()
    if share.state == Share.Status.PAID or share.paid:
        raise Refused("share_paid", _("%(name)s has paid already.") % {"name": share.organisation})
    if share.orders.exclude(state=PurchaseOrder.Status.CANCELLED).exists():
        raise Refused(
            "order_in_hand",
            _("%(name)s has handed in a purchase order for this part.") % {"name": share.organisation},
            _("Write to the office if it should not count."),
        )


@transaction.atomic
def decline(*, share: Share, why: str, now: datetime) -> Share:
    """The organisation does not pay. Its sentence reaches the candidate. Refused as for taking back."""
    why = require_reason(why)
    require_unanswered(share)
    share = sharing.withdraw_share(share=share, by=None, now=now)
    if candidacy := candidacy_of(share.invoice):
        journey.note(
            candidacy,
            "employer_declined",
            by=None,
            now=now,
            payer=share.organisation,
            amount=money(share.amount),
            reason=why,
        )
    if share.invoice.person:
        letters.write(
            kind="share_declined",
            occasion=share.ref,
            to=share.invoice.person,
            share=share,
            invoice=share.invoice,
            why=why,
        )
    return share


@transaction.atomic
def correct_details(*, share: Share, now: datetime, **details: str) -> Share:
    """The organisation mends its own contact, address and reference. Refused: share_withdrawn."""
    share = share.lock()
    if share.state == Share.Status.WITHDRAWN:
        raise withdrawn()
    for name in ("contact", "email", "address", "reference"):
        setattr(share, name, details.get(name, getattr(share, name)))
    share.save(update_fields=["contact", "email", "address", "reference"])
    return share


def tell_no_longer_asked(share: Share) -> None:
    """Unless nobody ever wrote to them, or what was written has not gone yet and now never goes."""
    if share.email and share.employer_letters.count() > _withdraw_letters(share):
        letters.write_to_address(
            kind="share_withdrawn",
            occasion=share.ref,
            address=share.email,
            share=share,
            invoice=share.invoice,
        )


def _withdraw_letters(share: Share) -> int:
    refs = Link.objects.filter(kind=LINK_KIND, subject=share.ref).values_list("ref", flat=True)
    return sum(letters.withdraw(kind="share_asked", occasion=ref) for ref in refs)


def keep_open(share: Share, *, now: datetime) -> None:
    """Something happened: the link opens for another while, for the receipt if for nothing else."""
    until = now + timedelta(days=LINK_DAYS)
    Link.objects.filter(kind=LINK_KIND, subject=share.ref, consumed_at=None).update(
        expires_at=Greatest("expires_at", until)
    )


def withdrawn() -> Refused:
    return Refused(
        "share_withdrawn", _("This request has been taken back."), _("Nothing is asked of anybody here.")
    )


def _write(share: Share, *, by: Person, now: datetime) -> None:
    sent = EmployerLetter.objects.filter(by=by, at__gt=now - timedelta(days=1)).count()
    if sent >= LETTERS_A_DAY:
        raise Refused(
            "letters_enough",
            _("%(count)s letters to employers have gone out for you within a day.") % {"count": sent},
            _("Please go on tomorrow, or hand over the invoice as a PDF."),
        )
    EmployerLetter.objects.create(share=share, by=by, at=now)
    link, url = links.make(
        kind=LINK_KIND, subject=share.ref, address=share.email, days=LINK_DAYS, now=now, by=by
    )
    letters.write_to_address(
        kind="share_asked",
        occasion=link.ref,
        address=share.email,
        secret=True,
        share=share,
        invoice=share.invoice,
        link=url,
        days=LINK_DAYS,
    )
