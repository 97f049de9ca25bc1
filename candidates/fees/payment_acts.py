"""What the desk can do with one payment."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from candidates.fees import act_forms
from candidates.fees.acting import Act, Cleaned
from candidates.fees.entry import likely_invoices
from candidates.fees.whereabouts import Whereabouts
from lsscert import clock
from lsscert.accounts.models import Person
from lsscert.money import paying, refunding, returning
from lsscert.money.models import PAYMENT_STATUS, Payment, Refund
from lsscert.money.refund_approval import needs_second_person
from lsscert.policy import services as policy
from lsscert.ui.wording import money

Status, Method = Payment.Status, Payment.Method
AT = {"beyond_payment": "amount", "beyond_invoice": "amount", "invoice_settled": "invoice"}


def acts_of(payment: Payment, now: Whereabouts) -> Iterator[Act]:
    """Only what is open to this payment today."""
    moves = PAYMENT_STATUS[payment.state].moves
    if now.free and payment.state in (Status.RECEIVED, Status.BANKED):
        yield _use(payment, now)
        yield _send_back(payment, now)
    if now.uses and payment.state in (Status.RECEIVED, Status.BANKED):
        yield _stop(payment, now)
    if Status.RETURNED in moves and payment.method in (Method.CHEQUE, Method.TRANSFER):
        yield _bounce(payment, now)
    if Status.VOID in moves and payment.method in (Method.CHEQUE, Method.TRANSFER) and not now.sent_back:
        yield _void(payment, now)


def _use(payment: Payment, now: Whereabouts) -> Act:
    likely = likely_invoices(payment.owner)
    first: Cleaned = {"amount": now.free}
    if likely:
        first = {"invoice": likely[0].invoice.number, "amount": min(now.free, likely[0].wanted)}

    def do(data: Cleaned, by: Person, at: datetime) -> str:
        paying.use_payment(payment=payment, by=by, now=at, **data)
        return _("%(amount)s pays on invoice %(number)s.") % {
            "amount": money(data["amount"]),
            "number": data["invoice"].number,
        }

    return Act(
        "use",
        _("Use the rest for an invoice"),
        _("Use it"),
        do,
        act_forms.UseForm,
        said=_("%(free)s of it is not used yet.") % {"free": money(now.free)},
        initial=first,
        at=AT,
    )


def _stop(payment: Payment, now: Whereabouts) -> Act:
    held = {use.invoice.ref: use for use in now.uses}
    things = [
        (ref, _("%(number)s, %(amount)s") % {"number": use.invoice.number, "amount": money(use.amount)})
        for ref, use in held.items()
    ]

    def do(data: Cleaned, by: Person, at: datetime) -> str:
        invoice = held[data["one"]].invoice
        freed = paying.stop_using(payment=payment, invoice=invoice, by=by, now=at)
        return _("%(amount)s came off invoice %(number)s; it is credit now.") % {
            "amount": money(freed),
            "number": invoice.number,
        }

    def before(data: Cleaned) -> list[str]:
        use = held[data["one"]]
        return [
            _("Invoice %(number)s is open again by %(amount)s.")
            % {"number": use.invoice.number, "amount": money(use.amount)},
            _("The amount becomes credit of %(name)s.") % {"name": payment.payer_name},
        ]

    form: Any = partial(act_forms.ChoosingForm, things=things)
    return Act("stop", _("Take it off an invoice"), _("Take it off"), do, form, before)


def _opened_again(now: Whereabouts) -> list[str]:
    return [
        _("Invoice %(number)s is open again by %(amount)s.")
        % {"number": use.invoice.number, "amount": money(use.amount)}
        for use in now.uses
    ] or [_("No invoice is touched: nothing of it was used.")]


def _bounce(payment: Payment, now: Whereabouts) -> Act:
    def do(data: Cleaned, by: Person, at: datetime) -> str:
        returning.bounce(payment=payment, by=by, now=at, **data)
        return _("The bank sent it back; what it had paid is open again.")

    def before(_data: Cleaned) -> list[str]:
        return [*_opened_again(now), _("Candidates it had paid for are told by letter.")]

    label = _("The bank sent it back")
    return Act("bounce", label, _("It bounced"), do, act_forms.WhyForm, before, danger=True)


def _void(payment: Payment, now: Whereabouts) -> Act:
    def do(data: Cleaned, by: Person, at: datetime) -> str:
        returning.void(payment=payment, by=by, now=at, **data)
        return _("It is taken out; enter the right one, if there is one.")

    def before(_data: Cleaned) -> list[str]:
        return [*_opened_again(now), _("The receipt is not sent, unless it has gone already.")]

    label = _("It was entered by mistake")
    return Act("void", label, _("Take it out"), do, act_forms.WhyForm, before, danger=True)


def _send_back(payment: Payment, now: Whereabouts) -> Act:
    def do(data: Cleaned, by: Person, at: datetime) -> str:
        refunds = refunding.ask_refund(payment=payment, by=by, now=at, **data)
        return " ".join(what_becomes_of(each) for each in refunds)

    def before(data: Cleaned) -> list[str]:
        return where_it_goes(payment, data["amount"], clock.today())

    return Act(
        "back",
        _("Send money back"),
        _("Send it back"),
        do,
        act_forms.BackForm,
        before,
        said=_("Up to %(free)s, by the way it came.") % {"free": money(now.free)},
        initial={"amount": now.free},
        at=AT,
        danger=True,
    )


def where_it_goes(payment: Payment, amount: Any, today: Any) -> list[str]:
    """In words, before anything happens: to whom, by which way, and whether somebody else must confirm it."""
    words = {"amount": money(amount), "name": payment.payer_name, "number": payment.reference}
    if payment.method == Method.AWARD:
        said = [_("%(amount)s goes off what %(name)s owes, or back to it by post.") % words]
    elif payment.method == Method.CARD:
        said = [_("%(amount)s goes back to the card of %(name)s by itself.") % words]
    elif refunding.in_hand(payment) and amount == payment.amount:
        said = [_("Cheque %(number)s itself is sent back to %(name)s; it is not in the bank yet.") % words]
    else:
        said = [_("The office sends %(amount)s to %(name)s and notes how, under “Refunds to send”.") % words]
    limit = policy.at("refund.second_person_above", today)
    if payment.method != Method.AWARD and needs_second_person(amount, limit, decided_by_rule=False):
        said.append(_("Above %(limit)s a second person confirms it first.") % {"limit": money(limit)})
    return said


def what_becomes_of(refund: Refund) -> str:
    words = {"amount": money(refund.amount), "name": refund.payment.payer_name}
    if refund.state == Refund.Status.WAITING:
        return _("%(amount)s for %(name)s waits for a second person.") % words
    if refund.way == Refund.Way.CARD:
        return _("%(amount)s is on its way to the card of %(name)s.") % words
    if refund.state == Refund.Status.SENT:
        return _("%(amount)s is off what %(name)s owes.") % words
    return _("%(amount)s for %(name)s is under “Refunds to send”.") % words
