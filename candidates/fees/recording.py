"""Writing down what came by post or through the bank, for all the invoices it is meant for at once."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Organisation, Person
from lsscert.money import paying, returning, sharing
from lsscert.money.models import Payment
from lsscert.refused import Refused
from lsscert.ui.wording import day, money

BY_MISTAKE = "entered by mistake"


@transaction.atomic
def record(
    *,
    method: Payment.Method,
    amount: Decimal,
    payer: Person | Organisation | str,
    number: str,
    received_on: date,
    uses: Sequence[paying.For],
    by: Person,
    now: datetime,
    note: str = "",
    another_cheque: bool = False,
) -> Payment:
    """`payer` as a word is an organisation that is named for the first time.

    Refused: cheque_of_another, where a cheque of that number and amount came from somebody else and nobody said that
    this is `another_cheque`; and as in `paying.record_payment`.
    """
    if isinstance(payer, str):
        payer = sharing.payer_named(payer)
    if method == Payment.Method.CHEQUE and not another_cheque:
        _question(number, amount, payer)
    return paying.record_payment(
        method=method,
        amount=amount,
        payer=payer,
        reference=number,
        received_on=received_on,
        uses=uses,
        by=by,
        now=now,
        note=note,
    )


def _question(number: str, amount: Decimal, payer: Person | Organisation) -> None:
    alike = Payment.objects.filter(method=Payment.Method.CHEQUE, reference__iexact=number, amount=amount)
    rows = alike.exclude(state=Payment.Status.VOID).with_payer()
    other = next((each for each in rows if each.owner != payer), None)
    if other:
        raise Refused(
            "cheque_of_another",
            _("Cheque %(number)s over %(amount)s from %(name)s was recorded on %(day)s.")
            % {
                "number": other.reference,
                "amount": money(amount),
                "name": other.payer_name,
                "day": day(other.recorded_at),
            },
            _("If this is a different piece of paper, say so below."),
        )


def entered_today(by: Person, since: datetime) -> list[Payment]:
    """The cheques that somebody has entered since then, newest first."""
    rows = Payment.objects.filter(method=Payment.Method.CHEQUE, recorded_by=by, recorded_at__gte=since)
    return list(rows.exclude(state=Payment.Status.VOID).with_payer().order_by("-pk"))


def undo(*, payment: Payment, by: Person, now: datetime) -> Payment:
    """A slip of the pen, as long as the cheque is still in the drawer."""
    return returning.void(payment=payment, why=BY_MISTAKE, by=by, now=now)
