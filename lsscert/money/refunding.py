"""Dollars on their way back to who paid them. Decided first, sent then; in between nobody else can use them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Organisation, Person
from lsscert.money import hooks, ledger, refund_approval, tasks
from lsscert.money.models import REFUND_STATUS, Account, Payment, Refund
from lsscert.refused import Refused
from lsscert.ui.wording import money

Status, Way = Refund.Status, Refund.Way


@transaction.atomic
def ask_refund(
    *, payment: Payment, amount: Decimal, why: str, by: Person | None, now: datetime
) -> list[Refund]:
    """Send free dollars of a payment back by the way they came.

    An award goes off what its organisation still owes; what it has sent already goes back by post, so that there can be
    two. Without `by` a rule has decided it. Refused: beyond_payment.
    """
    payment = payment.lock()
    if not 0 < amount <= ledger.free(payment):
        raise Refused(
            "beyond_payment",
            _("Only %(free)s of this payment can go back.") % {"free": money(ledger.free(payment))},
            _("What an invoice holds of it must be credited on that invoice first."),
        )
    if payment.method != Payment.Method.AWARD:
        way = Way.CARD if payment.method == Payment.Method.CARD else Way.POST
        return [_ask(payment, amount, way, why, by, now)]
    off = min(amount, still_owed(payment))
    parts = [(Way.OWED, off), (Way.POST, amount - off)]
    return [_ask(payment, part, way, why, by, now) for way, part in parts if part]


def _ask(
    payment: Payment, amount: Decimal, way: Refund.Way, why: str, by: Person | None, now: datetime
) -> Refund:
    by_rule = by is None or way == Way.OWED
    waits = refund_approval.needs_second_person(
        amount + _decided_before(payment), refund_approval.limit_on(now), decided_by_rule=by_rule
    )
    refund = Refund.objects.create(
        payment=payment,
        amount=amount,
        way=way,
        why=why[:300],
        state=Status.WAITING if waits else Status.DUE,
        asked_by=by,
        asked_at=now,
    )
    _move(refund, ledger.credit_of(payment.owner), _on_its_way(), "refund", by, now)
    if waits and by is not None:
        refund_approval.ask(refund=refund, by=by, now=now)
    else:
        _set_going(refund, by, now)
    hooks.REFUND_ASKED(refund=refund, by=by, now=now)
    return refund


def _decided_before(payment: Payment) -> Decimal:
    """What people have sent back of a payment already: two halves need a second person as the whole does."""
    decided = payment.refunds.exclude(state=Status.STOPPED).exclude(asked_by=None)
    return decided.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


def _set_going(refund: Refund, by: Person | None, now: datetime) -> None:
    if refund.way == Way.OWED:
        _sent(refund, by=by, now=now)
    elif refund.way == Way.CARD:
        # Deferred through Django's own connection: the job commits or vanishes together with the refund.
        tasks.send_card_refund.defer(refund_id=refund.pk)


@transaction.atomic
def confirmed(*, refund: Refund, by: Person | None, now: datetime) -> Refund:
    """A second person has said yes, or the wait is over."""
    refund.payment.lock()
    refund = refund.lock()
    REFUND_STATUS.require(refund.state, Status.DUE)
    refund.state = Status.DUE
    refund.save(update_fields=["state"])
    _set_going(refund, by, now)
    return refund


@transaction.atomic
def stop(*, refund: Refund, why: str, by: Person | None, now: datetime) -> Refund:
    """It is not sent after all: the dollars are the payer's credit again."""
    refund.payment.lock()
    refund = refund.lock()
    if refund.way == Way.CARD and refund.state == Status.DUE and not refund.problem:
        raise Refused(
            "refund_at_the_card_company",
            _("It is being handed to the card company and cannot be called back."),
        )
    put_back(refund, by=by, now=now, why=why)
    return refund


def put_back(refund: Refund, *, by: Person | None, now: datetime, why: str = "") -> None:
    """For a refund whose payment is locked."""
    REFUND_STATUS.require(refund.state, Status.STOPPED)
    _move(refund, _on_its_way(), ledger.credit_of(refund.payment.owner), "refund_stopped", by, now)
    refund.state, refund.problem = Status.STOPPED, why[:300]
    refund.save(update_fields=["state", "problem"])


@transaction.atomic
def mark_sent(*, refunds: Sequence[Refund], reference: str, by: Person, now: datetime) -> list[Refund]:
    """The office has posted them, several to one payer by one cheque or transfer; `reference` is its number."""
    _require_new_reference(refunds, reference)
    return [
        _mark_sent(refund, reference, by, now) for refund in sorted(refunds, key=lambda one: one.payment_id)
    ]


def _mark_sent(refund: Refund, reference: str, by: Person, now: datetime) -> Refund:
    refund.payment.lock()
    refund = refund.lock()
    REFUND_STATUS.require(refund.state, Status.SENT)
    if refund.way == Way.CARD:
        raise Refused("refund_goes_to_card", _("This one goes back to the card by itself."))
    if in_hand(refund.payment) and refund.amount != refund.payment.amount:
        raise Refused(
            "cheque_in_hand",
            _("Cheque %(number)s is not in the bank yet.") % {"number": refund.payment.reference},
            _("Bank it first, then send a part of it back."),
        )
    refund.reference = reference
    _sent(refund, by=by, now=now)
    return refund


def in_hand(payment: Payment) -> bool:
    """A cheque that was not brought to the bank: to send all of it back is to send the cheque itself back."""
    return payment.method == Payment.Method.CHEQUE and payment.state == Payment.Status.RECEIVED


def _require_new_reference(refunds: Sequence[Refund], reference: str) -> None:
    """One cheque of the office sends back once; several refunds to one payer may share it when sent together."""
    payers = Q(payment__payer__in=[one.payment.payer_id for one in refunds if one.payment.payer_id])
    payers |= Q(
        payment__organisation__in=[
            one.payment.organisation_id for one in refunds if one.payment.organisation_id
        ]
    )
    known = Refund.objects.filter(payers, state=Status.SENT, way=Way.POST, reference=reference)
    if known.exclude(pk__in=[one.pk for one in refunds]).exists():
        raise Refused(
            "refund_known",
            _("Something was sent back to this payer by %(reference)s before.") % {"reference": reference},
            _("Check the number of the cheque or transfer."),
        )


@transaction.atomic
def booked_by_gateway(*, refund: Refund, gateway_id: str, now: datetime) -> Refund:
    """The card company has sent it. Again for the same one changes nothing."""
    refund.payment.lock()
    refund = refund.lock()
    if refund.state == Status.SENT:
        return refund
    if refund.state == Status.STOPPED:  # it had gone while it was being stopped
        _move(refund, ledger.credit_of(refund.payment.owner), _on_its_way(), "refund_gone", None, now)
    refund.gateway_id, refund.reference = gateway_id, gateway_id[:80]
    _sent(refund, by=None, now=now)
    return refund


@transaction.atomic
def came_back(*, refund: Refund, problem: str, now: datetime) -> Refund:
    """The card would not take what the card company had sent: the dollars are here again, and the office sends them."""
    refund.payment.lock()
    refund = refund.lock()
    if refund.state == Status.SENT and refund.way == Way.CARD:
        REFUND_STATUS.require(refund.state, Status.DUE)
        _move(refund, ledger.source_of(refund.payment), _on_its_way(), "refund_came_back", None, now)
        refund.state, refund.way, refund.problem, refund.sent_at = Status.DUE, Way.POST, problem[:300], None
        refund.save(update_fields=["state", "way", "problem", "sent_at"])
    return refund


@transaction.atomic
def goes_by_post(*, refund: Refund, problem: str, now: datetime) -> Refund:
    """The card takes nothing back, for example because it has run out: the office sends it."""
    refund = refund.lock()
    if refund.state == Status.DUE:
        refund.way, refund.problem = Way.POST, problem[:300]
        refund.save(update_fields=["way", "problem"])
    return refund


def _sent(refund: Refund, *, by: Person | None, now: datetime) -> None:
    payment = refund.payment
    by_ours = refund.way == Way.POST and not in_hand(payment)
    target = ledger.outside() if by_ours else ledger.source_of(payment)
    _move(refund, _on_its_way(), target, "refund_sent", by, now)
    refund.state, refund.sent_at, refund.sent_by = Status.SENT, now, by
    refund.save(update_fields=["state", "sent_at", "sent_by", "reference", "gateway_id"])
    hooks.REFUND_SENT(refund=refund, by=by, now=now)


def _on_its_way() -> Account:
    return ledger.of_kind(Account.Kind.ON_ITS_WAY)


def _move(
    refund: Refund, source: Account, target: Account, reason: str, by: Person | None, now: datetime
) -> None:
    ledger.transfer(
        source=source,
        target=target,
        amount=refund.amount,
        payment=refund.payment,
        reason=reason,
        key=f"{reason}:{refund.ref}:{refund.payment.transfers.count()}",
        by=by,
        now=now,
    )


def still_owed(award: Payment) -> Decimal:
    """What of an award its organisation has not sent yet."""
    assert award.organisation is not None  # the database holds it
    return -ledger.stands_on(ledger.owed_by(award.organisation), award)


@transaction.atomic
def give_back(
    *, released: Iterable[tuple[Payment, Decimal]], why: str, by: Person | None, now: datetime
) -> list[Refund]:
    """Every dollar that an invoice let go, back to the one who paid it."""
    refunds: list[Refund] = []
    for payment, amount in sorted(released, key=lambda pair: pair[0].pk):
        refunds += ask_refund(payment=payment, amount=amount, why=why, by=by, now=now)
    return refunds


@transaction.atomic
def give_back_credit(*, payer: Person | Organisation, why: str, by: Person, now: datetime) -> list[Refund]:
    """All credit a payer has left over. Refused with no_credit when there is none."""
    locked = Payment.objects.standing().of_payer(payer).select_for_update(of=("self",), no_key=True)
    free = [(payment, ledger.free(payment)) for payment in locked.order_by("pk")]
    refunds = give_back(
        released=[(payment, amount) for payment, amount in free if amount], why=why, by=by, now=now
    )
    if not refunds:
        raise nothing_due()
    return refunds


def nothing_due() -> Refused:
    return Refused("no_credit", _("There is no credit to send back."), _("It may have been sent already."))


def made_elsewhere(*, payment: Payment, amount: Decimal, gateway_id: str, now: datetime) -> Refund:
    """A refund that the card company made without being asked by us. For a locked payment whose dollars are free."""
    refund = Refund.objects.create(
        payment=payment,
        amount=amount,
        way=Way.CARD,
        why=str(_("Sent back at the card company itself")),
        state=Status.DUE,
        asked_at=now,
        gateway_id=gateway_id,
        reference=gateway_id[:80],
    )
    _move(refund, ledger.credit_of(payment.owner), _on_its_way(), "refund", None, now)
    _sent(refund, by=None, now=now)
    return refund
