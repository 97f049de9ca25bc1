"""What an applicant states of themselves, as the rules of a round read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

Rule = Mapping[str, Any]
Judged = tuple[bool | None, Any, Any]
"""Whether a rule is met (None: cannot be said), the sentence that says why, and what would change it."""
CANDIDACIES = {
    "none": _("not applied for the certification yet"),
    "submitted": _("applied for the certification"),
    "accepted": _("accepted, with the fee still open"),
    "active": _("an active candidate"),
}


@dataclass(frozen=True)
class Post:
    """Library work; `ends` is None while it goes on; both days were worked."""

    region: str
    paid: bool
    starts: date
    ends: date | None
    hours_per_week: Decimal
    weeks_per_year: Decimal = Decimal(52)


@dataclass(frozen=True)
class Stated:
    """What somebody says of themselves. `on_roll` is None where the organisation keeps no list to look in.

    `candidacy` is one of CANDIDACIES. `awards_in_scheme` counts awards that stand in rounds that share the name.
    """

    member_number: str = ""
    on_roll: bool | None = None
    has_diploma: bool | None = None
    posts: Sequence[Post] = field(default_factory=tuple)
    candidacy: str = "none"
    helped_before: bool = False
    awards_in_scheme: int = 0
