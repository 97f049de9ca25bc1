from typing import Any

from django.db import models


class MoneyField(models.DecimalField):
    """US dollars and cents."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_digits": 10, "decimal_places": 2} | kwargs)
