"""Which tables are ours, and which came with a library."""

from typing import Any

from django.apps import apps
from django.db import models
from pghistory.models import Event

HistoryTable = Any
"""A model that pghistory made: its fields, and those of the table it follows."""

WINGS = ("lsscert", "competencies", "candidates", "scholarships")


def is_ours(model: type[models.Model]) -> bool:
    return apps.get_app_config(model._meta.app_label).name.split(".")[0] in WINGS


def our_models() -> list[type[models.Model]]:
    """Tables of the programme, without the history that is kept of them."""
    return [model for model in apps.get_models() if is_ours(model) and not issubclass(model, Event)]


def our_events() -> list[HistoryTable]:
    """The history tables, one per tracked table."""
    return [model for model in apps.get_models() if is_ours(model) and issubclass(model, Event)]
