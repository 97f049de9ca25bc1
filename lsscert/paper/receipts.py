"""What was done with money: receipt, credit note, deposit slip. Each from plain values."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lsscert.paper.parts import known, total_of, words_for
from lsscert.paper.sheet import Line, Note, Paper, Party, Sum
from lsscert.ui.wording import money


def receipt(
    *,
    number: str,
    day: date,
    sender: Party,
    payer: Party,
    method: str,
    lines: Sequence[Line],
    received: date,
    invoice_number: str = "",
    left: Decimal | None = None,
    candidate: str = "",
    across: str = "",
) -> Paper:
    """Good enough for an employer who pays a candidate back.

    `method` in words ("Card", "Cheque 1042"); `lines` say what the money was used for and add up to it; `left` is what
    the invoice still asks for.
    """
    return Paper(
        kind="receipt",
        title=_("Receipt"),
        number=number,
        day=day,
        sender=sender,
        to=payer,
        to_label=_("Received from"),
        facts=known(
            (_("Received on"), words_for(received)),
            (_("Paid by"), method),
            (_("Invoice"), invoice_number),
            (_("State of the invoice"), _state(left)),
            (_("Candidate"), candidate),
            (_("Written on"), words_for(day) if day != received else ""),
        ),
        columns=("", _("Paid for"), _("Amount")),
        lines=tuple(lines),
        sums=(Sum(_("Received"), total_of(lines), strong=True),),
        notes=(Note(_("Thank you"), (_("This receipt is valid without a signature."),)),),
        across=across,
    )


def credit_note(
    *,
    number: str,
    day: date,
    sender: Party,
    to: Party,
    lines: Sequence[Line],
    invoice_number: str,
    reason: str,
    outcome: str = "",
    reference: str = "",
    candidate: str = "",
    across: str = "",
) -> Paper:
    """Amounts are positive: they are what is taken back from the invoice. `outcome` says where the money goes."""
    why = [Note(_("Why"), (reason,))] if reason else []
    where = [Note(_("What happens to the money"), (outcome,))] if outcome else []
    return Paper(
        kind="credit-note",
        title=_("Credit note"),
        number=number,
        day=day,
        sender=sender,
        to=to,
        to_label=_("To"),
        facts=known(
            (_("Issued"), words_for(day)),
            (_("For invoice"), invoice_number),
            (_("Your reference"), reference),
            (_("Candidate"), candidate),
        ),
        columns=("", _("What"), _("Amount")),
        lines=tuple(lines),
        sums=(Sum(_("Credit"), total_of(lines), strong=True),),
        notes=(*why, *where),
        across=across,
    )


def deposit_slip(
    *,
    number: str,
    day: date,
    sender: Party,
    bank: Party,
    cheques: Sequence[Line],
    prepared_by: str = "",
    across: str = "",
) -> Paper:
    """The cheques that go to the bank together: of each the number, who wrote it (description) and the amount."""
    count = ngettext("%(count)d cheque", "%(count)d cheques", len(cheques)) % {"count": len(cheques)}
    return Paper(
        kind="deposit-slip",
        title=_("Deposit slip"),
        number=number,
        day=day,
        sender=sender,
        to=bank,
        to_label=_("Paid in at"),
        facts=known((_("Date"), words_for(day)), (_("Cheques"), str(len(cheques))), (_("By"), prepared_by)),
        columns=(_("Cheque"), _("From"), _("Amount")),
        lines=tuple(cheques),
        sums=(Sum(_("Total of %(cheques)s") % {"cheques": count}, total_of(cheques), strong=True),),
        across=across,
    )


def _state(left: Decimal | None) -> str:
    if left is None:
        return ""
    return _("%(left)s left to pay") % {"left": money(left)} if left > 0 else _("Paid in full")
