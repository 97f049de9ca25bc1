"""What goes back to whom: said before somebody leaves, and done when the office decides later."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from candidates.fees import refund_rules as rules
from candidates.fees.models import EnrolmentFee
from candidates.fees.required import require_reason
from candidates.journey import services as journey
from candidates.journey.leaving import may_leave
from candidates.journey.models import Candidacy
from lsscert.accounts.models import Person
from lsscert.letters import services as letters
from lsscert.money import refunding, services, using
from lsscert.money.models import Invoice, Payment, Share
from lsscert.refused import Refused
from lsscert.ui.wording import money


@dataclass(frozen=True)
class GoesBack:
    """`lines` say payer, amount, way and why; `promised` are organisations whose promise falls with it."""

    lines: tuple[rules.Back, ...]
    promised: tuple[str, ...]

    @property
    def total(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal(0))


def paid_on(invoice: Invoice) -> list[rules.Paid]:
    return [
        rules.Paid(
            payer=use.payment.payer_name,
            method=use.payment.method,
            amount=use.amount,
            whole=use.payment.amount,
            in_hand=refunding.in_hand(use.payment),
            owed=refunding.still_owed(use.payment)
            if use.payment.method == Payment.Method.AWARD
            else Decimal(0),
        )
        for use in using.uses_of(invoice)
    ]


def what_goes_back(candidacy: Candidacy, today: date) -> GoesBack | None:
    """To the dollar, for the page that asks whether somebody really wants to leave."""
    fee = EnrolmentFee.objects.filter(candidacy=candidacy).select_related("invoice__account").first()
    if fee is None:
        return None
    active = candidacy.state == Candidacy.Status.ACTIVE
    reason = rules.reason_to_leave(active=active, in_time=active and may_leave(candidacy, today))
    asked = fee.invoice.shares.filter(state=Share.Status.ASKED).select_related("organisation")
    return GoesBack(
        rules.goes_back(paid_on(fee.invoice), reason), tuple(str(share.organisation) for share in asked)
    )


@transaction.atomic
def credit_fee(
    *, candidacy: Candidacy, amount: Decimal, why: str, give_back: bool, by: Person, now: datetime
) -> None:
    """The office asks for less; `give_back` sends what that frees to who paid it, otherwise it stays their credit.

    The whole fee is given back only by ending the candidacy, so that nobody goes on with a void invoice. `why` is read
    by the candidate. Refused: reason_needed, whole_fee, credit_beyond_invoice, invoice_cancelled, move_not_allowed.
    """
    why = require_reason(why)
    candidacy = candidacy.lock()
    invoice = candidacy.enrolment_fee.invoice
    if amount == invoice.due:
        _end(candidacy, why, give_back, by, now)
        return
    released = services.credit_invoice(invoice=invoice, amount=amount, why=why, by=by, now=now)
    refunds = refunding.give_back(released=released, why=why, by=by, now=now) if give_back else []
    note: Any = invoice.credit_notes.latest("pk")
    journey.note(candidacy, "fee_credited", by=by, now=now, amount=money(amount), reason=why)
    letters.write(
        kind="fee_credited",
        occasion=note.ref,
        to=candidacy.person,
        attach=[("credit_note", note.ref)],
        note=note,
        invoice=invoice,
        why=why,
        refunds=refunds,
    )


def _end(candidacy: Candidacy, why: str, give_back: bool, by: Person, now: datetime) -> None:
    if not give_back:
        raise Refused(
            "whole_fee",
            _("This is the whole fee of somebody who goes on."),
            _("Send it back, and the candidacy ends; to pay it for them, record an award instead."),
        )
    journey.end_candidacy(candidacy=candidacy, reason=why, by=by, now=now)
