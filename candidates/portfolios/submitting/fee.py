"""The fee of a review: an invoice when a portfolio is handed in, unless the policy of that day says it is free."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from candidates.fees.pricing import PriceLine
from candidates.journey import services as journey
from candidates.journey.models import Candidacy
from candidates.portfolios.models import Portfolio, PortfolioFee
from candidates.portfolios.price import review_price
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.money import refunding, using
from lsscert.money import services as money
from lsscert.money.models import Invoice
from lsscert.ui.wording import money as dollars

PURPOSE = "portfolio"


def issue(*, portfolio: Portfolio, by: Person, now: datetime) -> Invoice | None:
    """The invoice of a locked portfolio, at the price of the day; None where it is free or has one already."""
    amount = review_price(portfolio.candidacy, programme_day(now))
    standing = PortfolioFee.objects.filter(portfolio=portfolio).select_related("invoice").first()
    if standing or not amount:
        return standing.invoice if standing else None
    words = format_lazy(_("Review of a portfolio: {set}"), set=portfolio.set_edition.set.name)
    invoice = money.issue_invoice(
        person=portfolio.candidacy.person,
        purpose=PURPOSE,
        lines=[PriceLine("portfolio", words, amount)],
        now=now,
        by=by,
    )
    PortfolioFee.objects.create(portfolio=portfolio, invoice=invoice)
    journey.note(
        portfolio.candidacy,
        "portfolio_fee_issued",
        by=None,
        now=now,
        number=invoice.number,
        amount=dollars(invoice.total),
        set=portfolio.set_edition.set.name,
    )
    return invoice


def is_settled(portfolio: Portfolio) -> bool:
    """Nothing is asked for, or it is paid, or somebody whose word is good has promised it."""
    fee = PortfolioFee.objects.filter(portfolio=portfolio).select_related("invoice__account").first()
    return fee is None or fee.invoice.settled or using.covered(fee.invoice)


def unpaid_of(portfolios: Iterable[Portfolio]) -> dict[int, Invoice]:
    """Portfolio id → the invoice that keeps it, handed in, from its reviewers. One query, or none."""
    waiting = [each.pk for each in portfolios if each.state == Portfolio.Status.SUBMITTED]
    if not waiting:
        return {}
    open_ones = Invoice.objects.uncovered().order_by().values("pk")
    fees = PortfolioFee.objects.filter(portfolio__in=waiting, invoice__in=open_ones)
    return {fee.portfolio_id: fee.invoice for fee in fees.select_related("invoice__account")}


def call_off(*, portfolio: Portfolio, why: str, by: Person | None, now: datetime) -> None:
    """No review, no fee: the invoice is void and each dollar goes back to the one who paid it."""
    fee = PortfolioFee.objects.filter(portfolio=portfolio).select_related("invoice").first()
    if fee is None:
        return
    if fee.invoice.state != Invoice.Status.CANCELLED:
        released = money.cancel_invoice(invoice=fee.invoice, why="withdrawn", by=by, now=now)
        refunding.give_back(released=released, why=why, by=None, now=now)
    # A portfolio that is handed in again gets an invoice of its own.
    fee.delete()


def lock_candidacy_of(*, invoice: Invoice) -> None:
    """Whoever locks a portfolio's invoice has locked its candidacy before, as for the enrolment fee."""
    Candidacy.objects.select_for_update(of=("self",), no_key=True).filter(
        portfolios__fee__invoice=invoice
    ).first()
