"""Every figure the programme's rules use, by key: what it means and of what kind it is.

The values are dated rows (`models.PolicyRow`); the first ones stand in `first_rows.json`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

# Python reads more as a number than people write: 1_000, +350, 3.5e2, ٣٥٠, NaN.
_PLAIN = re.compile(r"-?\d{1,12}(\.\d{1,12})?", re.ASCII)


def _money(text: str) -> Decimal:
    if not _PLAIN.fullmatch(text):
        raise ValueError(_("An amount in dollars, such as 350.00."))
    value = Decimal(text)
    if value < 0 or value != value.quantize(Decimal("0.01")) or value > 100_000:
        raise ValueError(_("Not negative, at most two decimals, at most $100,000."))
    return value.quantize(Decimal("0.01"))


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise ValueError(_("A whole number, such as 60."))
    return int(text)


def _percent(text: str) -> int:
    percent = _whole(text)
    if percent > 100:
        raise ValueError(_("From 0 to 100."))
    return percent


def _yes_or_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError(_("Write yes or no."))
    return text == "yes"


def _hours(text: str) -> int:
    hours = _whole(text)
    if not 1 <= hours <= 720:
        raise ValueError(_("From 1 hour to 720, which is thirty days."))
    return hours


def _days_if_known(text: str) -> int | None:
    """Empty while it is not on record."""
    return _whole(text) if text else None


def _text(text: str) -> str:
    if len(text) > 1000:
        raise ValueError(_("At most 1,000 characters."))
    return text


def _account(text: str) -> str:
    """What the accountant calls an account: its code, a space, its name."""
    code, _space, name = text.strip().partition(" ")
    if not (code.isalnum() and code.isascii() and name.strip()) or len(text) > 80:
        raise ValueError(_("The code, a space and the name, such as 1000 Bank."))
    return text.strip()


@dataclass(frozen=True)
class Key:
    """`parse` turns the stored text into a value and raises ValueError with a sentence.

    `starts` says what happens on the day a new one is in force, where it is not as with the others.
    """

    label: Any
    group: Any
    parse: Callable[[str], Any]
    unit: Any = ""
    starts: Any = ""

    @property
    def is_text(self) -> bool:
        return self.parse in (_text, _account)

    @property
    def is_yes_or_no(self) -> bool:
        return self.parse is _yes_or_no


_PRICES, _JOINING, _COURSES, _PORTFOLIOS, _CERTIFICATE, _PAYING, _OFFICE, _BOOKS = (
    _("Prices"),
    _("Joining and finishing"),
    _("Approved courses"),
    _("Portfolios and their review"),
    _("Certificate and renewal"),
    _("Paying"),
    _("The office"),
    _("Reminders and the books"),
)

_HELP = _("Scholarships")

KEYS: dict[str, Key] = {
    "price.enrolment": Key(_("Enrolment"), _PRICES, _money, "$"),
    "price.enrolment_ala_member": Key(_("Enrolment for ALA members"), _PRICES, _money, "$"),
    "price.portfolio": Key(_("Review of one portfolio"), _PRICES, _money, "$"),
    "price.portfolio_ala_member": Key(_("Review of one portfolio for ALA members"), _PRICES, _money, "$"),
    "price.renewal": Key(_("Renewal of certification"), _PRICES, _money, "$"),
    "price.course_application": Key(_("Provider's application for one course"), _PRICES, _money, "$"),
    "eligibility.hours": Key(_("Hours of library work needed"), _JOINING, _whole, _("hours")),
    "eligibility.window_years": Key(_("Years in which those hours count"), _JOINING, _whole, _("years")),
    "eligibility.weekly_flag_hours": Key(
        _("More hours a week than this are shown to staff"), _JOINING, _whole, _("hours")
    ),
    "application.decision_days": Key(
        _("An application is usually decided within"), _JOINING, _whole, _("days")
    ),
    "candidacy.settle_days": Key(_("An accepted place waits for its payment"), _JOINING, _whole, _("days")),
    "candidacy.years_to_finish": Key(_("Years to finish, from acceptance"), _JOINING, _whole, _("years")),
    "candidacy.electives": Key(
        _("Electives to achieve beside the required sets"), _JOINING, _whole, _("sets")
    ),
    "refund.days": Key(
        _("Full refund within this time of settling, if no set was reviewed"), _PRICES, _whole, _("days")
    ),
    "refund.second_person_above": Key(_("Refunds above this need a second person"), _PRICES, _money, "$"),
    "instalments.most": Key(_("A fee may be paid in at most"), _PRICES, _whole, _("instalments")),
    "instalments.least_amount": Key(_("Smallest instalment"), _PRICES, _money, "$"),
    "instalments.grace_days": Key(
        _("A place waits for a late instalment or another purchase order"), _PRICES, _whole, _("days")
    ),
    "invoice.due_days": Key(_("An invoice is due within"), _PRICES, _whole, _("days")),
    "course.lookback_years": Key(
        _("A completion may be older than the course's approval by"), _COURSES, _whole, _("years")
    ),
    "course.approval_years": Key(_("A course is approved for"), _COURSES, _whole, _("years")),
    "coursework.check_days": Key(_("Proof is usually checked within"), _COURSES, _whole, _("working days")),
    "coursework.mend_days": Key(
        _("After the deadline, a refused proof may be answered within"), _COURSES, _whole, _("days")
    ),
    "coursework.proof_megabytes": Key(_("Largest proof file"), _COURSES, _whole, "MB"),
    "portfolio.open": Key(
        _("Sets can be achieved by portfolio"),
        _PORTFOLIOS,
        _yes_or_no,
        starts=_(
            "Tomorrow at the earliest. With “no”, from that day on none can be begun or handed in, and every page, "
            "price and plan leaves portfolios out. What was handed in before is judged to the end and stays readable."
        ),
    ),
    "portfolio.pass_percent": Key(
        _("A set is achieved with this part of it Met"), _PORTFOLIOS, _percent, "%"
    ),
    "portfolio.not_met_most": Key(
        _("and with at most so many Not met"), _PORTFOLIOS, _whole, _("competencies")
    ),
    "portfolio.more_days": Key(_("More information is due within"), _PORTFOLIOS, _whole, _("days")),
    "portfolio.release_working_days": Key(
        _("A unanimous decision is told by itself after"), _PORTFOLIOS, _whole, _("working days")
    ),
    "portfolio.guide_words": Key(_("A response of about three pages has"), _PORTFOLIOS, _whole, _("words")),
    "portfolio.file_megabytes": Key(_("Largest file of evidence"), _PORTFOLIOS, _whole, "MB"),
    "portfolio.candidate_megabytes": Key(
        _("All evidence of one candidate together"), _PORTFOLIOS, _whole, "MB"
    ),
    "review.days": Key(_("A review is due within"), _PORTFOLIOS, _whole, _("days")),
    "review.remind_before_days": Key(
        _("A reviewer is reminded before the day it is due"), _PORTFOLIOS, _whole, _("days")
    ),
    "review.remind_after_days": Key(_("and again after the day it was due"), _PORTFOLIOS, _whole, _("days")),
    "review.yearly_cap": Key(
        _("A reviewer takes in a year at most, unless they say otherwise"),
        _PORTFOLIOS,
        _whole,
        _("portfolios"),
    ),
    "review.calibration_percent": Key(
        _("Training is passed when this part of the ratings agrees with the key"), _PORTFOLIOS, _percent, "%"
    ),
    "certificate.years": Key(_("A certificate is valid for"), _CERTIFICATE, _whole, _("years")),
    "renewal.opens_months_before": Key(
        _("Renewal opens before the end of the term"), _CERTIFICATE, _whole, _("months")
    ),
    "renewal.grace_months": Key(
        _("Renewal closes after the end of the term"), _CERTIFICATE, _whole, _("months")
    ),
    "office.email": Key(_("E-mail address of the office"), _OFFICE, _text),
    "office.cheque_payee": Key(_("Cheques are made out to"), _OFFICE, _text),
    "office.postal_address": Key(_("Cheques are sent to"), _OFFICE, _text),
    "approval.wait_hours": Key(
        _("What needs a second person goes ahead, unless stopped, after"), _OFFICE, _hours, _("hours")
    ),
    "approval.second_person_email": Key(
        _("E-mail address of a second person outside the office"), _OFFICE, _text
    ),
    "quote.valid_days": Key(_("A quote is valid for"), _PAYING, _whole, _("days")),
    "office.vendor_name": Key(_("Legal name, as a vendor"), _PAYING, _text),
    "office.tax_id": Key(_("Tax number (EIN)"), _PAYING, _text),
    "office.tax_form": Key(_("Tax form (W-9): its address, or how to get it"), _PAYING, _text),
    "office.remittance_address": Key(_("Payments are addressed to"), _PAYING, _text),
    "office.bank_details": Key(_("Bank details for a transfer"), _PAYING, _text),
    "office.payment_terms_days": Key(
        _("An invoice to an organisation is due within"), _PAYING, _days_if_known, _("days")
    ),
    "office.purchase_order_address": Key(_("Purchase orders are sent to"), _PAYING, _text),
    "office.accounts_contact": Key(_("Contact for accounts offices"), _PAYING, _text),
    "reminder.first_days": Key(
        _("A first reminder is sent, after the day it was due,"), _BOOKS, _whole, _("days")
    ),
    "reminder.again_days": Key(_("A further reminder follows after"), _BOOKS, _whole, _("days")),
    "reminder.most": Key(_("At most"), _BOOKS, _whole, _("reminders")),
    "books.cheque_days": Key(_("A cheque in hand is old after"), _BOOKS, _whole, _("days")),
    "books.account.bank": Key(_("Account: the bank"), _BOOKS, _account),
    "books.account.cheques_in_hand": Key(_("Account: cheques in hand"), _BOOKS, _account),
    "books.account.card_company": Key(_("Account: the card company"), _BOOKS, _account),
    "books.account.receivable": Key(_("Account: invoices to be paid"), _BOOKS, _account),
    "books.account.owed_by_organisations": Key(_("Account: awards that organisations owe"), _BOOKS, _account),
    "books.account.credit_of_payers": Key(_("Account: credit of payers"), _BOOKS, _account),
    "books.account.refunds_to_send": Key(_("Account: refunds to send"), _BOOKS, _account),
    "books.account.revenue": Key(_("Account: fees, as revenue"), _BOOKS, _account),
    "books.account.lost": Key(_("Account: payments lost"), _BOOKS, _account),
    "appeal.notice_days": Key(
        _("Notice of an appeal, after receipt, within"), _PORTFOLIOS, _whole, _("days")
    ),
    "appeal.reasons_days": Key(
        _("Reasons for an appeal, after receipt, within"), _PORTFOLIOS, _whole, _("days")
    ),
    "appeal.committee_days": Key(_("The committee answers an appeal within"), _PORTFOLIOS, _whole, _("days")),
    "appeal.second_days": Key(_("The second body decides within"), _PORTFOLIOS, _whole, _("days")),
    "appeal.remind_before_days": Key(
        _("Who is to act on an appeal is reminded before the day it is due"), _PORTFOLIOS, _whole, _("days")
    ),
    "appeal.receipt_days": Key(
        _("A decision nobody opened counts as received, after its letter was delivered,"),
        _PORTFOLIOS,
        _whole,
        _("days"),
    ),
    "fund.second_person_above": Key(
        _("Money taken out of a fund within thirty days needs a second person above"), _HELP, _money, "$"
    ),
    "scholarship.score_reminder_days": Key(
        _("Who judges a round and is behind is reminded each Monday, after taking the seat,"),
        _HELP,
        _whole,
        _("days"),
    ),
}
