"""How far a review is: each competency it rates, and what is missing before it can be handed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from candidates.portfolios.deciding import gathering
from candidates.portfolios.models import Rating, Review

Value = Rating.Value
TONES = {"": "open", Value.MET: "done", Value.PARTIAL: "act", Value.NOT_MET: "stop"}


@dataclass(frozen=True)
class Row:
    """One competency of a review. `rating` is None before the first word about it."""

    number: int
    text: str
    rating: Rating | None

    @property
    def value(self) -> str:
        return self.rating.value if self.rating else ""

    @property
    def needs_comment(self) -> bool:
        """Rated short of Met without saying why."""
        return self.value in {Value.PARTIAL, Value.NOT_MET} and not (self.rating and self.rating.comment)

    @property
    def complete(self) -> bool:
        return bool(self.value) and not self.needs_comment

    @property
    def tone(self) -> str:
        return "act" if self.needs_comment else TONES[self.value]

    @property
    def label(self) -> Any:
        """What the rail says of it."""
        if not self.value:
            return _("not rated yet")
        if self.needs_comment:
            return _("comment missing")
        return Value(self.value).label


@dataclass(frozen=True)
class Standing:
    rows: Sequence[Row]

    @property
    def missing(self) -> list[Row]:
        return [row for row in self.rows if not row.complete]

    @property
    def done(self) -> int:
        return len(self.rows) - len(self.missing)

    @property
    def version(self) -> int:
        """Grows with every save."""
        return sum(row.rating.version for row in self.rows if row.rating)


def of(review: Review) -> Standing:
    numbers = gathering.to_rate(review)
    competencies = review.portfolio.set_edition.competencies.filter(number__in=numbers).order_by("number")
    ratings = {row.competency_id: row for row in review.ratings.all()}
    return Standing([Row(each.number, each.text or "", ratings.get(each.pk)) for each in competencies])


def seat_is_free(review: Review, now: datetime) -> None:
    """Tell those who fill seats."""
    from candidates.portfolios.assigning import services as assigning  # it reads what is rated from here

    assigning.replacement_needed(review, now)
