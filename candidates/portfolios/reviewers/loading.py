"""Puts the programme's made-up training portfolio in place, once. What the office has put there since stays."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from candidates.portfolios.models import Calibration

FIXTURE = Path(__file__).parent / "calibration.json"


def read_fixture() -> dict[str, Any]:
    return json.loads(FIXTURE.read_text())


@transaction.atomic
def load_calibration(data: dict[str, Any]) -> bool:
    """Whether it was added: not when any training portfolio of that title is there, in use or not."""
    if Calibration.objects.filter(title=data["title"]).exists():
        return False
    Calibration.objects.create(
        title=data["title"],
        content=data["content"],
        key=data["key"],
        in_use=not Calibration.objects.filter(in_use=True).exists(),
    )
    return True
