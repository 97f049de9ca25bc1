import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from lsscert.policy.models import PolicyRow

FIRST_ROWS = Path(__file__).resolve().parents[2] / "first_rows.json"


class Command(BaseCommand):
    help = "Add the first dated policy rows where a key has none yet. Safe to run again."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        data = json.loads(FIRST_ROWS.read_text())
        day = date.fromisoformat(data["effective_from"])
        known = set(PolicyRow.objects.values_list("key", flat=True))
        missing = [row for row in data["rows"] if row["key"] not in known]
        PolicyRow.objects.bulk_create(PolicyRow(effective_from=day, **row) for row in missing)
        self.stdout.write(f"policy: {len(missing)} added, {len(known)} known")
