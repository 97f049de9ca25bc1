"""What is asked for: invoice, ways to pay it, quote. Each from plain values, as an accounts office wants it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from lsscert.paper.parts import known, total_of, words_for
from lsscert.paper.sheet import Line, Note, Paper, Party, Sum


def invoice(
    *,
    number: str,
    day: date,
    sender: Party,
    to: Party,
    lines: Sequence[Line],
    due: date | None = None,
    reference: str = "",
    candidate: str = "",
    payments: Sequence[tuple[str, Decimal]] = (),
    parts: Sequence[tuple[str, Decimal]] = (),
    ways: Sequence[Note] = (),
    across: str = "",
    days: str = "",
    part: str = "",
) -> Paper:
    """`reference` is theirs (a purchase order), `payments` say how and how much came so far,
    and `parts` who is asked for what of the rest. `days` stand instead of `due`; `part` tells the file of a part.

    `others` are asked for a part of what is left; then it says what is left for whom the paper is made out to.

    Once nothing is left it says "Paid", unless `across` says something else, and no longer how to pay.
    """
    total = total_of(lines)
    left = total - sum((amount for _label, amount in payments), Decimal(0))
    sums = [Sum(_("Total"), total, strong=not payments)]
    if payments:
        sums += [Sum(label, -amount) for label, amount in payments]
        sums += [Sum(_("Left to pay"), left, strong=True)]
    sums += [Sum(label, amount) for label, amount in parts]
    paid = bool(payments) and left <= 0
    return Paper(
        kind="invoice",
        title=_("Invoice"),
        number=number,
        day=day,
        sender=sender,
        to=to,
        to_label=_("To"),
        facts=known(
            (_("Issued"), words_for(day)),
            (_("Please pay by"), "" if days else words_for(due)),
            (_("Instalments"), days),
            (_("Your reference"), reference),
            (_("Candidate"), candidate),
        ),
        columns=("", _("What"), _("Amount")),
        lines=tuple(lines),
        sums=tuple(sums),
        notes=() if paid else tuple(ways),
        across=across or (_("Paid") if paid else ""),
        part=part,
    )


def ways_to_pay(
    *,
    invoice_number: str,
    payee: str = "",
    postal: Sequence[str] = (),
    bank: Sequence[str] = (),
    link: str = "",
) -> tuple[Note, ...]:
    """Only those of which the programme has said how."""
    ways = []
    if link:
        ways.append(Note(_("Pay by card"), (_("No account is needed, only this address:"),), link))
    if payee:
        made_out = _("Make it out to %(payee)s and write the number %(number)s on it.")
        words = [made_out % {"payee": payee, "number": invoice_number}]
        if postal:
            words += [_("Send it to:"), *postal]
        ways.append(Note(_("Pay by cheque"), tuple(words)))
    if bank:
        give = _("Give the number %(number)s as the reference.") % {"number": invoice_number}
        ways.append(Note(_("Pay by bank transfer"), (*bank, give)))
    return tuple(ways)


def quote(
    *,
    number: str,
    day: date,
    sender: Party,
    to: Party,
    lines: Sequence[Line],
    valid_until: date | None = None,
    candidate: str = "",
    notes: Sequence[Note] = (),
    across: str = "",
) -> Paper:
    return Paper(
        kind="quote",
        title=_("Quote"),
        number=number,
        day=day,
        sender=sender,
        to=to,
        to_label=_("To"),
        facts=known(
            (_("Written on"), words_for(day)),
            (_("Valid until"), words_for(valid_until)),
            (_("Candidate"), candidate),
        ),
        columns=("", _("What"), _("Amount")),
        lines=tuple(lines),
        sums=(Sum(_("Total"), total_of(lines), strong=True),),
        notes=(Note(_("Not an invoice"), (_("Nothing is to be paid on a quote."),)), *notes),
        across=across,
    )
