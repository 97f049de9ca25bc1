"""The drawer of cheques: what lies in it, and the slip that goes to the bank with them."""

from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from lsscert.money.models import Deposit, Payment, Refund
from lsscert.paper.receipts import deposit_slip
from lsscert.paper.sheet import Line, Paper, Party
from lsscert.policy import services as policy


def cheques_in_hand() -> QuerySet[Any]:
    """Oldest first; without those that were sent back themselves. `goes_back` is one that is about to be."""
    rows = Payment.objects.to_bank().exclude(refunds__state=Refund.Status.SENT)
    waiting = Refund.objects.filter(payment=OuterRef("pk"), amount=F("payment__amount"))
    goes_back = Exists(waiting.filter(state__in=[Refund.Status.WAITING, Refund.Status.DUE]))
    return rows.annotate(goes_back=goes_back).with_payer().order_by("pk")


def slip_of(deposit: Deposit) -> Paper:
    """The bank stands in no record; the slip names only whose account it is."""
    cheques = deposit.payments.with_payer().order_by("pk")
    day = deposit.banked_on
    name = policy.at("office.cheque_payee", day) or policy.at("office.vendor_name", day)
    return deposit_slip(
        number=deposit.number,
        day=day,
        sender=Party(str(name)),
        bank=Party(_("The bank of the account"), (str(name),)),
        cheques=[Line(each.payer_name, each.amount, number=each.reference) for each in cheques],
        prepared_by=str(deposit.by),
    )
