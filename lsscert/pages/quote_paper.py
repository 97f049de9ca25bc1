"""A quote as a paper."""

import hashlib
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lsscert.pages.quote import Quote, QuoteLine
from lsscert.pages.vendor import vendor_facts
from lsscert.paper import bills
from lsscert.paper.sheet import Line, Note, Paper, Party
from lsscert.ui.wording import money


def quote_paper(quote: Quote, *, today: date) -> Paper:
    vendor, wish = vendor_facts(today), quote.wish
    attention = _("Attention: %(name)s") % {"name": wish.attention} if wish.attention else ""
    return bills.quote(
        number=number_of(quote),
        day=quote.made_on,
        valid_until=quote.valid_until,
        sender=Party(
            vendor["vendor_name"].value or _("ALA-APA"),
            tuple(vendor["remittance_address"].value.splitlines()),
        ),
        to=Party(wish.organisation, (attention, *wish.address.splitlines())),
        lines=[Line(str(line.description), line.amount, _each(line)) for line in quote.lines],
        notes=_notes(quote),
        across=_("Demonstration") if settings.DEMO else "",
    )


def number_of(quote: Quote) -> str:
    """Nothing is stored, so it is made of what was asked: the same quote has the same number."""
    digest = hashlib.sha256(repr((quote.wish, quote.made_on)).encode()).hexdigest()
    return f"Q-{quote.made_on:%Y%m%d}-{digest[:6].upper()}"


def _each(line: QuoteLine) -> str:
    return _("%(count)s at %(price)s each") % {"count": line.quantity, "price": money(line.price)}


def _notes(quote: Quote) -> list[Note]:
    typed = Note(
        _("Name and address"),
        (_("They are as typed by the person who made this quote; the office has not checked them."),),
    )
    if not quote.courses_each:
        return [typed]
    said = ngettext(
        "One set per person is left to a course. Its price is the provider's, so it is not part of this quote.",
        "%(number)s sets per person are left to courses. Their prices are the providers', so they are not part of"
        " this quote.",
        quote.courses_each,
    ) % {"number": quote.courses_each}
    return [Note(_("Courses"), (said,)), typed]
