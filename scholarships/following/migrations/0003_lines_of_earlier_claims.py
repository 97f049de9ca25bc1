"""Claims named one sum for all lines. It is divided as it would have been paid: part by part, in their order."""

from decimal import Decimal

from django.db import migrations


def divide(apps, schema_editor):
    line_model = apps.get_model("following", "ClaimLine")
    for claim in apps.get_model("following", "Claim").objects.filter(lines=None):
        awarded: dict[int | None, Decimal] = {}
        for part in claim.award.parts.order_by("pk"):
            awarded[part.cost_id] = awarded.get(part.cost_id, Decimal(0)) + part.amount
        spent, approved = claim.spent, claim.approved_amount
        for place, (cost, amount) in enumerate(awarded.items(), start=1):
            theirs = spent if place == len(awarded) else min(amount, spent)
            if theirs:
                paid = None if approved is None else min(amount, theirs, approved)
                line_model.objects.create(
                    claim=claim, cost_id=cost, awarded=amount, spent=theirs, approved=paid
                )
                approved = approved if paid is None else approved - paid
            spent -= theirs


class Migration(migrations.Migration):
    dependencies = [("following", "0002_claim_lines"), ("awarding", "0002_draws_are_fixed")]

    operations = [migrations.RunPython(divide, migrations.RunPython.noop)]
