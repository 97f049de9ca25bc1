"""Reminders of open money: who gets one, and writing it once."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.fees import aging
from candidates.fees.aging import Piece
from candidates.fees.models import Reminder, ReminderPause
from candidates.fees.owing import open_pieces
from candidates.fees.reminding import Rhythm, held_back, step_due
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from lsscert.money import services as money
from lsscert.money.instalments import Part, standing
from lsscert.money.models import Instalments, Invoice, Share
from lsscert.policy.overview import values_on
from lsscert.reasons import Reason
from lsscert.refused import Refused


@dataclass(frozen=True)
class Due:
    """A reminder that its day has come for. `held` says why it is not written all the same."""

    piece: Piece
    step: int
    held: Reason | None
    days_late: int

    @property
    def email(self) -> str:
        return self.piece.email


def rhythm_on(today: date) -> Rhythm:
    names = ("reminder.first_days", "reminder.again_days", "reminder.most")
    return Rhythm(*values_on(names, today).values())


def due(today: date, invoice: Invoice | None = None) -> list[Due]:
    """Every reminder whose day has come, those held back too; longest due first."""
    rhythm = rhythm_on(today)
    pieces = [piece for piece in open_pieces(invoice) if piece.due_on < today]
    of_open = Q(invoice=invoice) if invoice else Q(invoice__in=Invoice.objects.unpaid().values("pk"))
    plans, pauses, sent = _plans(of_open), _pauses(of_open), _sent(of_open)
    found = []
    for piece in pieces:
        piece, on_time = _as_agreed(piece, plans.get(piece.invoice), today)
        step = step_due(piece.due_on, sent[piece.invoice, piece.share], rhythm, today)
        if step is None:
            continue
        pause = pauses.get(piece.invoice)
        held = held_back(
            checking=piece.checking,
            on_time=on_time,
            paused_until=pause.until if pause else None,
            why=pause.why if pause else "",
            today=today,
        )
        found.append(Due(piece, step, held, aging.days_late(piece.due_on, today)))
    return sorted(found, key=lambda each: (each.piece.due_on, each.piece.number))


def _as_agreed(piece: Piece, plan: Instalments | None, today: date) -> tuple[Piece, bool]:
    """What of a piece is late by its instalment plan; a plan is only ever for the owner's own part."""
    if plan is None or piece.share is not None:
        return piece, False
    parts = [Part(date.fromisoformat(day), Decimal(amount)) for day, amount in plan.parts]
    whole = sum((part.amount for part in parts), Decimal(0))
    stands = standing(parts, max(whole - piece.amount, Decimal(0)), today)
    if stands.late_since is None:
        return piece, True
    return replace(piece, amount=stands.open or piece.amount, due_on=stands.late_since), False


def _plans(of_open: Q) -> dict[int, Instalments]:
    return {plan.invoice_id: plan for plan in Instalments.objects.filter(of_open)}


def _pauses(of_open: Q) -> dict[int, ReminderPause]:
    return {pause.invoice_id: pause for pause in ReminderPause.objects.filter(of_open)}


def _sent(of_open: Q) -> dict[tuple[int, int | None], list[date]]:
    days: dict[tuple[int, int | None], list[date]] = defaultdict(list)
    for row in Reminder.objects.filter(of_open):
        days[row.invoice_id, row.share_id].append(row.written_on)
    return days


def remind_what_is_due(now: datetime) -> int:
    """Write every reminder that is due. Safe to run again, and at once; returns how many were written."""
    today = programme_day(now)
    waiting = sorted({each.piece.invoice for each in due(today) if each.email and not each.held})
    return sum(_remind(pk, now) for pk in waiting)


@transaction.atomic
def _remind(invoice_id: int, now: datetime) -> int:
    """Looked at again under the invoice's lock: meanwhile it may be paid, paused or reminded of."""
    invoice = money.lock_invoice(Invoice.objects.get(pk=invoice_id))
    today = programme_day(now)
    going = [each for each in due(today, invoice) if each.email and not each.held]
    for each in going:
        Reminder.objects.create(
            invoice=invoice,
            share_id=each.piece.share,
            step=each.step,
            amount=each.piece.amount,
            written_on=today,
            at=now,
        )
        _write(invoice, each)
    return len(going)


def _write(invoice: Invoice, each: Due) -> None:
    facts: dict[str, Any] = {
        "invoice": invoice,
        "amount": each.piece.amount,
        "due_on": each.piece.due_on,
        "step": each.step,
        "days": each.days_late,
    }
    occasion = f"{invoice.ref}:{each.piece.share or 'own'}:{each.step}"
    if each.piece.share is None and invoice.person:
        letters.write(kind="fee_reminder", occasion=occasion, to=invoice.person, **facts)
        return
    share = Share.objects.get(pk=each.piece.share) if each.piece.share else None
    letters.write_to_address(
        kind="share_reminder",
        occasion=occasion,
        address=each.email,
        share=share,
        contact=share.contact if share else "",
        order=_order_number(share),
        **facts,
    )


def _order_number(share: Share | None) -> str:
    order = share.orders.exclude(state="cancelled").first() if share else None
    return order.number if order else ""


@transaction.atomic
def pause_reminders(*, invoice: Invoice, until: date, why: str, by: Person, now: datetime) -> ReminderPause:
    """No reminders of an invoice before a day. Refused: pause_in_past, invoice_cancelled, invoice_settled."""
    invoice = money.lock_invoice(invoice)
    money.require_payable(invoice)
    if until <= programme_day(now):
        raise Refused("pause_in_past", _("A pause lasts until a day to come."), _("Choose a later day."))
    pause, _created = ReminderPause.objects.update_or_create(
        invoice=invoice, defaults={"until": until, "why": why, "by": by, "at": now}
    )
    return pause


@transaction.atomic
def lift_pause(*, invoice: Invoice, by: Person, now: datetime) -> None:
    """Reminders may go again from today on."""
    invoice = money.lock_invoice(invoice)
    today = programme_day(now)
    pause = ReminderPause.objects.filter(invoice=invoice, until__gt=today).first()
    if pause is None:
        raise Refused("not_paused", _("Its reminders are not paused."), _("Reload the page."))
    pause.until, pause.by, pause.at = today, by, now
    pause.save(update_fields=["until", "by", "at"])
