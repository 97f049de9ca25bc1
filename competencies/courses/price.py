"""What is said of a course's price. It is the provider's; what is not on record is never shown as a number."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

ASK = _("ask the provider")
FREE = frozenset({"free", "free of charge", "no charge"})
UNFOUND = re.compile(r"\s*[;,]\s*list price not found\W*$", re.IGNORECASE)
"""The page says it in its own words."""
NOTHING = re.compile(r"(?:us)?\$?\s*0*(?:[.,]0*)?\s*(?:usd|dollars?)?", re.IGNORECASE)


@dataclass(frozen=True)
class Price:
    """`words` are the provider's own, as recorded; `ask` is set where no list price is among them."""

    words: str
    ask: Any = ""


def price_of(cost: str) -> Price:
    if says_nothing(cost):
        return Price(words="", ask=ASK)
    known = any(char.isdigit() for char in cost) or cost.strip(" .").lower() in FREE
    return Price(words=UNFOUND.sub("", cost), ask="" if known else ASK)


def says_nothing(cost: str) -> bool:
    """Whether somebody typed a nought where they should have written "free" or left it empty."""
    return bool(cost.strip()) and NOTHING.fullmatch(cost.strip()) is not None
