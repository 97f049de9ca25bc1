"""Which column of which table holds which state."""

from collections.abc import Iterator

from django.db import models

from lsscert.desk.ours import our_models
from lsscert.states import TABLES, StateTable


def state_fields() -> Iterator[tuple[type[models.Model], str, StateTable]]:
    for model in our_models():
        for table in TABLES:
            if table.choices in vars(model).values():
                for field in model._meta.fields:
                    if field.choices and list(field.choices) == list(table.choices.choices):
                        yield model, field.name, table
