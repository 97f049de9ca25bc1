"""Paying in instalments: agreed between a candidate and the programme, within the policy of the day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from candidates.fees.services import PURPOSE
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.money import services, sharing
from lsscert.money.instalments import Part, most_parts, parts, standing, to_pay
from lsscert.money.models import Instalments, Invoice, Transfer
from lsscert.policy import services as policy
from lsscert.refused import Refused

FIRST_AFTER = timedelta(days=7)
"""The first part is due a week after the agreement, the others a month after each other."""


@dataclass(frozen=True)
class Row:
    """`came` is what of this part has been paid."""

    part: Part
    came: Decimal

    @property
    def done(self) -> bool:
        return self.came >= self.part.amount


@dataclass(frozen=True)
class Plan:
    """`asks` is what to pay next and `by` until when, nothing once the own part is paid; `late_since` None on time."""

    rows: tuple[Row, ...]
    asks: Decimal
    by: date | None
    late_since: date | None


def most_for(invoice: Invoice, today: date) -> int:
    """Into how many parts the own part may be divided; 1 is none."""
    own = sharing.own_part(invoice)
    least = policy.at("instalments.least_amount", today)
    return most_parts(own, policy.at("instalments.most", today), least) if own else 1


def offers(invoice: Invoice, today: date) -> dict[int, tuple[Part, ...]]:
    """Every number of instalments that may be chosen, with its days and amounts."""
    own = sharing.own_part(invoice)
    return {count: parts(own, count, today + FIRST_AFTER) for count in range(2, most_for(invoice, today) + 1)}


@transaction.atomic
def agree(*, invoice: Invoice, count: int, by: Person, now: datetime) -> Instalments:
    """Refused: too_many_instalments, plan_known, and as for paying."""
    invoice = services.lock_invoice(invoice)
    services.require_payable(invoice)
    chosen = offers(invoice, programme_day(now)).get(count)
    if invoice.purpose != PURPOSE or chosen is None:
        raise Refused(
            "too_many_instalments",
            _("This cannot be paid in that many instalments."),
            _("Choose one of the numbers on the page."),
        )
    try:
        with transaction.atomic():
            return Instalments.objects.create(
                invoice=invoice,
                parts=[[part.day.isoformat(), str(part.amount)] for part in chosen],
                agreed_at=now,
                by=by,
            )
    except IntegrityError as known:
        raise Refused(
            "plan_known", _("You pay this in instalments already."), _("End that plan first.")
        ) from known


@transaction.atomic
def end(*, invoice: Invoice, by: Person, now: datetime) -> None:
    """What is left is due as on any invoice. Ended twice is ended."""
    invoice = services.lock_invoice(invoice)
    Instalments.objects.filter(invoice=invoice).delete()


def plan_of(invoice: Invoice, today: date) -> Plan | None:
    agreed = Instalments.objects.filter(invoice=invoice).first()
    if agreed is None:
        return None
    all_parts = [Part(date.fromisoformat(day), Decimal(amount)) for day, amount in agreed.parts]
    paid, own = _come_since(agreed, invoice), sharing.own_part(invoice)
    stands = standing(all_parts, paid, today)
    asks = min(to_pay(all_parts, paid, today), own)
    return Plan(
        rows=_rows(all_parts, paid),
        asks=asks,
        by=stands.next.day if stands.next and asks else None,
        late_since=stands.late_since if asks else None,
    )


def _rows(agreed: list[Part], paid: Decimal) -> tuple[Row, ...]:
    rows = []
    for part in agreed:
        came = min(part.amount, paid)
        rows.append(Row(part, came))
        paid -= came
    return tuple(rows)


def _come_since(agreed: Instalments, invoice: Invoice) -> Decimal:
    """What the candidate's own payments have paid since, less what was taken back of it."""
    moved = Transfer.objects.filter(payment__payer=invoice.person, at__gte=agreed.agreed_at)
    came = moved.filter(target=invoice.account).aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    went = moved.filter(source=invoice.account).aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    return max(came - went, Decimal(0))
