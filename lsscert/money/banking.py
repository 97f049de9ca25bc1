"""Cheques on their way to the bank, together on one deposit slip."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.money import ledger, services
from lsscert.money.models import PAYMENT_STATUS, Account, Deposit, Payment
from lsscert.refused import Refused


@transaction.atomic
def bank(*, cheques: Sequence[Payment], banked_on: date, by: Person, now: datetime) -> Deposit:
    """Bring cheques to the bank. Refused: nothing_to_bank, banked_in_future, not_a_cheque_in_hand."""
    if not cheques:
        raise Refused("nothing_to_bank", _("Choose the cheques that go to the bank."))
    if banked_on > programme_day(now):
        raise Refused("banked_in_future", _("A deposit cannot be made in the future."))
    locked = [cheque.lock() for cheque in sorted(set(cheques), key=lambda one: one.pk)]
    year = banked_on.year
    deposit = Deposit.objects.create(
        number=f"D-{year}-{services.next_number('deposit', year):04d}", banked_on=banked_on, by=by, at=now
    )
    for cheque in locked:
        _bank(cheque, deposit, by, now)
    return deposit


def _bank(cheque: Payment, deposit: Deposit, by: Person, now: datetime) -> None:
    in_hand = ledger.of_kind(Account.Kind.CHEQUES)
    if cheque.method != Payment.Method.CHEQUE or -ledger.stands_on(in_hand, cheque) != cheque.amount:
        raise Refused(
            "not_a_cheque_in_hand",
            _("%(reference)s is not a cheque that waits to be banked.") % {"reference": cheque.reference},
            _("Reload the list."),
        )
    PAYMENT_STATUS.require(cheque.state, Payment.Status.BANKED)
    ledger.transfer(
        source=ledger.outside(),
        target=in_hand,
        amount=cheque.amount,
        payment=cheque,
        reason="banked",
        key=f"banked:{cheque.ref}",
        by=by,
        now=now,
        counts_for=deposit.banked_on,
    )
    cheque.state, cheque.deposit = Payment.Status.BANKED, deposit
    cheque.save(update_fields=["state", "deposit"])
