"""What the desk can do with one invoice."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from candidates.fees import act_forms, leaving
from candidates.fees.acting import Act, Cleaned
from candidates.fees.payers import payer_of, value_of
from candidates.fees.payment_acts import where_it_goes
from candidates.fees.telling import candidacy_of
from lsscert import clock
from lsscert.accounts.models import Person
from lsscert.files import services as files
from lsscert.money import orders, paying, refunding, services, sharing
from lsscert.money.models import Account, Invoice, PurchaseOrder, Share
from lsscert.ui.wording import money

BILL = ("bill_to", "bill_address", "bill_email", "bill_reference")
AT = {
    "credit_beyond_invoice": "amount",
    "beyond_own_part": "amount",
    "share_known": "name",
    "order_short": "amount",
    "order_known": "number",
}


def acts_of(invoice: Invoice, shares: list[Share]) -> Iterator[Act]:
    """`shares` are those of the invoice, with their organisations and orders."""
    if invoice.state == Invoice.Status.CANCELLED:
        return
    asked = [share for share in shares if share.state == Share.Status.ASKED]
    if invoice.left:
        if things := _credits_for(invoice, asked):
            yield _use_credit(invoice, things)
        yield _ask(invoice)
        if open_ones := [share for share in asked if not _live_order(share)]:
            yield _order_by_post(open_ones)
    if asked:
        yield _withdraw(asked)
    yield _credit_note(invoice)
    yield _bill_to(invoice)


def _live_order(share: Share) -> bool:
    return any(order.state != PurchaseOrder.Status.CANCELLED for order in share.orders.all())


def _credits_for(invoice: Invoice, asked: list[Share]) -> list[tuple[str, Any]]:
    """Whose credit could pay it: of whom it concerns, and of those who were asked for a part."""
    organisations = [share.organisation for share in asked] + [invoice.organisation]
    credit = Account.objects.filter(kind=Account.Kind.CREDIT, balance__gt=0)
    mine = credit.filter(person=invoice.person) if invoice.person else credit.none()
    found = mine | credit.filter(organisation__in=[each for each in organisations if each])
    accounts = found.select_related("person", "organisation")
    return [_thing(each.person or each.organisation, each.balance) for each in accounts]


def _thing(payer: Any, amount: Decimal) -> tuple[str, str]:
    return value_of(payer), f"{payer}, {money(amount)}"


def _use_credit(invoice: Invoice, things: list[tuple[str, Any]]) -> Act:
    def do(data: Cleaned, by: Person, at: datetime) -> str:
        payer = payer_of(data["one"])
        assert payer is not None  # one of the choices
        used = paying.use_credit(invoice=invoice, payer=payer, by=by, now=at)
        return _("%(amount)s of the credit pays on it.") % {"amount": money(used)}

    form: Any = partial(act_forms.ChoosingForm, things=things)
    return Act("credit", _("Use credit that is left over"), _("Use the credit"), do, form)


def _ask(invoice: Invoice) -> Act:
    @transaction.atomic
    def do(data: Cleaned, by: Person, at: datetime) -> str:
        share = sharing.ask_for_share(
            invoice=invoice,
            organisation=sharing.payer_named(data["name"]),
            amount=data["amount"],
            by=by,
            now=at,
            **{name: data[name] for name in ("contact", "email", "address")},
        )
        return _("%(name)s is asked for %(amount)s.") % {
            "name": share.organisation,
            "amount": money(share.amount),
        }

    return Act(
        "ask",
        _("Ask an organisation for a part"),
        _("Ask for it"),
        do,
        act_forms.ShareForm,
        initial={"amount": sharing.own_part(invoice) or None},
        at=AT,
    )


def _withdraw(asked: list[Share]) -> Act:
    by_ref = {share.ref: share for share in asked}
    things = [(share.ref, f"{share.organisation}, {money(share.amount)}") for share in asked]

    def do(data: Cleaned, by: Person, at: datetime) -> str:
        share = sharing.withdraw_share(share=by_ref[data["one"]], by=by, now=at)
        return _("%(name)s is no longer asked.") % {"name": share.organisation}

    def before(data: Cleaned) -> list[str]:
        share = by_ref[data["one"]]
        said = [_("%(amount)s falls back to whom the invoice concerns.") % {"amount": money(share.left)}]
        if _live_order(share):
            said.append(_("Their purchase order falls with it."))
        return said

    form: Any = partial(act_forms.ChoosingForm, things=things)
    return Act("withdraw", _("No longer ask an organisation"), _("No longer ask"), do, form, before)


def _order_by_post(open_ones: list[Share]) -> Act:
    by_ref = {share.ref: share for share in open_ones}
    things = [(share.ref, f"{share.organisation}, {money(share.left)}") for share in open_ones]

    def do(data: Cleaned, by: Person, at: datetime) -> str:
        given = data["document"]
        received = given and files.receive(upload=given, max_megabytes=act_forms.MOST_MEGABYTES)
        with files.together():
            document = files.store(received=received, by=by, now=at) if received else None
            order = orders.receive_order(
                share=by_ref[data["one"]],
                number=data["number"],
                amount=data["amount"],
                document=document,
                received_from=str(_("by post, entered by the office")),
                by=by,
                now=at,
            )
        return _("Purchase order %(number)s came in. Accept it when it is in order.") % {"number": order}

    form: Any = partial(act_forms.OrderForm, things=things)
    first = {"amount": open_ones[0].left} if len(open_ones) == 1 else {}
    return Act("order", _("A purchase order came by post"), _("Enter it"), do, form, initial=first, at=AT)


def _credit_note(invoice: Invoice) -> Act:
    @transaction.atomic
    def do(data: Cleaned, by: Person, at: datetime) -> str:
        facts: Any = {"amount": data["amount"], "why": data["why"], "by": by, "now": at}
        back = data["then"] == act_forms.GIVE_BACK
        if candidacy := candidacy_of(invoice):
            leaving.credit_fee(candidacy=candidacy, give_back=back, **facts)
        else:
            released = services.credit_invoice(invoice=invoice, **facts)
            if back:
                refunding.give_back(released=released, why=data["why"], by=by, now=at)
        return _("The invoice asks for %(amount)s less.") % {"amount": money(data["amount"])}

    return Act(
        "note",
        _("Ask for less, by a credit note"),
        _("Write the credit note"),
        do,
        act_forms.CreditNoteForm,
        partial(_after_a_credit_note, invoice),
        said=_("Up to %(due)s; over all of it, the invoice is cancelled.") % {"due": money(invoice.due)},
        at=AT,
        danger=True,
    )


def _after_a_credit_note(invoice: Invoice, data: Cleaned) -> list[str]:
    amount = data["amount"]
    if amount > invoice.due:
        return [
            _("The invoice asks only for %(due)s; less than nothing cannot be asked.")
            % {"due": money(invoice.due)}
        ]
    said = [_("The invoice asks for %(rest)s.") % {"rest": money(invoice.due - amount)}]
    if amount == invoice.due:
        said = [_("The invoice is cancelled: nothing is owed on it.")]
        if candidacy_of(invoice):
            said.append(_("The candidacy ends with it, and the candidate reads why."))
    released = services.would_release(invoice, amount)
    if not released:
        return [*said, _("Nothing goes back: it was not paid beyond that.")]
    for use, part in released:
        if data["then"] == act_forms.GIVE_BACK:
            said += where_it_goes(use.payment, part, clock.today())
        else:
            words = {"amount": money(part), "name": use.payment.payer_name}
            said.append(_("%(amount)s becomes credit of %(name)s.") % words)
    return said


def _bill_to(invoice: Invoice) -> Act:
    def do(data: Cleaned, by: Person, at: datetime) -> str:
        services.change_bill_to(invoice=invoice, by=by, now=at, **{name: data[name] for name in BILL})
        return _("The invoice is made out to %(name)s.") % {"name": data["bill_to"]}

    return Act(
        "bill",
        _("Make it out to somebody else"),
        _("Save"),
        do,
        act_forms.BillForm,
        said=_("Whom it concerns and what it asks for stay as they are."),
        initial={name: getattr(invoice, name) for name in BILL},
    )
