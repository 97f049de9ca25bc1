"""What the reviewers of a decision wrote, by competency and never by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from candidates.portfolios.models import Decision, Rating, Review

ORDER = (Review.Seat.FIRST, Review.Seat.SECOND, Review.Seat.THIRD)


@dataclass(frozen=True)
class Said:
    """`who` is “Reviewer 1”: the seat, not the person."""

    who: str
    value: str
    label: Any
    comment: str


def by_competency(decision: Decision) -> Mapping[int, Sequence[Said]]:
    """Of the reviews the decision rests on, by the number of the competency, in the order of their seats."""
    rows = Rating.objects.filter(
        review__portfolio=decision.portfolio_id,
        review__cycle=decision.cycle,
        review__round=decision.round,
        review__state=Review.Status.HANDED_IN,
    ).exclude(value="")
    found: dict[int, list[tuple[int, Said]]] = {}
    for row in rows.select_related("review", "competency"):
        place = ORDER.index(Review.Seat(row.review.seat))
        said = Said(
            _("Reviewer %(number)s") % {"number": place + 1}, row.value, row.get_value_display(), row.comment
        )
        found.setdefault(row.competency.number, []).append((place, said))
    return {
        number: [said for _place, said in sorted(both, key=lambda each: each[0])]
        for number, both in found.items()
    }
