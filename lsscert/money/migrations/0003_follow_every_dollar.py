"""Give each movement the payment whose dollars it moved, and what was cancelled its credit note.

Before, a payment was named in a movement's key, and what went back was one movement for all payments of a payer.
"""

from collections import defaultdict
from decimal import Decimal

import pgtrigger
from django.db import migrations
from django.db.models import Max
from django.db.models.functions import ExtractYear

NAMED = """
    UPDATE money_transfer t SET payment_id = p.id FROM money_payment p
    WHERE t.payment_id IS NULL AND t.key LIKE 'payment:%%' AND p.ref = split_part(t.key, ':', 2)
"""
ON_THE_DAY = "UPDATE money_transfer SET booked_on = (at AT TIME ZONE 'America/Chicago')::date"
BANKED = "UPDATE money_payment SET state = 'banked' WHERE method = 'cheque'"
CREDITED = "UPDATE money_invoice SET credited = total WHERE state = 'cancelled'"
CAPPED = """
    UPDATE money_account a SET ceiling = 0 FROM money_invoice i
    WHERE a.invoice_id = i.id AND i.state = 'cancelled'
"""


def follow(apps, schema_editor):
    """Statements that touch nothing on an empty database."""
    with (
        pgtrigger.ignore("money.Transfer:transfers_are_append_only"),
        schema_editor.connection.cursor() as cursor,
    ):
        cursor.execute(NAMED)
        cursor.execute(ON_THE_DAY)
        divide_what_went_back(apps)
        for statement in (BANKED, CREDITED, CAPPED):
            cursor.execute(statement)
    note_credits(apps)


def divide_what_went_back(apps):
    """What went back for several payments at once becomes one movement for each of them, oldest payment first."""
    transfers = apps.get_model("money", "Transfer").objects
    lies = defaultdict(
        lambda: defaultdict(Decimal)
    )  # account → payment → dollars, as of the movement looked at
    for moved in transfers.order_by("id").iterator():
        if moved.payment_id:
            parts = [(moved.payment_id, moved.amount)]
        else:
            parts = _parts(lies[moved.source_id], moved.amount)
            _replace(transfers, moved, parts)
        for payment, amount in parts:
            lies[moved.source_id][payment] -= amount
            lies[moved.target_id][payment] += amount


def _parts(available, amount):
    parts = []
    for payment in sorted(available):
        part = min(available[payment], amount)
        if part > 0:
            parts.append((payment, part))
            amount -= part
    assert amount == 0, "more went back than had come"
    return parts


def _replace(transfers, moved, parts):
    (first, amount), *others = parts
    transfers.filter(pk=moved.pk).update(payment_id=first, amount=amount)
    for number, (payment, part) in enumerate(others, 2):
        moved.pk, moved.payment_id, moved.amount, moved.key = (
            None,
            payment,
            part,
            f"{moved.key}:{number}"[:100],
        )
        moved.save(force_insert=True)


def note_credits(apps):
    """A credit note for every invoice that was cancelled before there were any, dated as the invoice."""
    counters, notes = apps.get_model("money", "NumberCounter"), apps.get_model("money", "CreditNote")
    void = apps.get_model("money", "Invoice").objects.filter(state="cancelled")
    years = (
        void.annotate(year=ExtractYear("issued_at"))
        .values("year")
        .annotate(Max("pk"))
        .values_list("year", flat=True)
    )
    for year in sorted(years):
        rows = [
            notes(
                number=f"CN-{year}-{number:04d}",
                invoice_id=invoice.pk,
                amount=invoice.total,
                why=invoice.cancelled_why,
                issued_at=invoice.issued_at,
            )
            for number, invoice in enumerate(void.filter(issued_at__year=year).order_by("issued_at", "pk"), 1)
        ]
        notes.objects.bulk_create(rows, batch_size=1000)
        counters.objects.update_or_create(series="credit_note", year=year, defaults={"last": len(rows)})


class Migration(migrations.Migration):
    dependencies = [("money", "0002_payers_and_promises")]

    operations = [migrations.RunPython(follow, migrations.RunPython.noop)]
