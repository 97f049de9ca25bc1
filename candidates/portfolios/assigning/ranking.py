"""Who should review: who can, and has no conflict; then the least loaded, then whose turn it is. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lsscert.reasons import Reason
from lsscert.words import day_in_words


@dataclass(frozen=True)
class Facts:
    """What is known of a reviewer for one portfolio. `load` counts this year's portfolios, `cap` is the most."""

    number: int
    qualified: bool
    trained: bool
    available: bool
    load: int
    cap: int
    away_until: date | None = None
    last_assigned: date | None = None
    conflicts: Sequence[Reason] = ()
    excluded: bool = False
    seated: bool = False


@dataclass(frozen=True)
class Place:
    """`against` says why somebody is left out; empty for those who can be asked."""

    facts: Facts
    against: tuple[Reason, ...] = field(default=())

    @property
    def can(self) -> bool:
        return not self.against

    @property
    def why(self) -> Any:
        """What puts them where they are."""
        turn = (
            format_lazy(_("last asked {day}"), day=day_in_words(self.facts.last_assigned))
            if self.facts.last_assigned
            else _("never asked before")
        )
        return format_lazy(
            _("{load} of {cap} this year, {turn}"), load=self.facts.load, cap=self.facts.cap, turn=turn
        )


def against(facts: Facts, today: date) -> tuple[Reason, ...]:
    """Everything that speaks against asking this reviewer."""
    found = [
        (facts.seated, Reason("seated", _("reviews it already"))),
        (facts.excluded, Reason("excluded", _("judged it before"))),
        (not facts.qualified, Reason("not_qualified", _("not qualified for this set"))),
        (not facts.trained, Reason("not_trained", _("training not done"))),
        (not facts.available, Reason("not_available", _("takes none now"))),
        (
            _is_away(facts, today),
            Reason("away", format_lazy(_("away until {day}"), day=_day(facts.away_until))),
        ),
        (facts.load >= facts.cap, Reason("cap", _("has reached the most for this year"))),
    ]
    return (*(reason for holds, reason in found if holds), *facts.conflicts)


def _is_away(facts: Facts, today: date) -> bool:
    return facts.away_until is not None and today <= facts.away_until


def _day(day: date | None) -> Any:
    return day_in_words(day) if day else ""


def ranked(reviewers: Iterable[Facts], *, today: date) -> list[Place]:
    """Those who can be asked first, best first; then those who cannot, with why."""
    places = [Place(facts, against(facts, today)) for facts in reviewers]
    return sorted(
        places,
        key=lambda place: (
            not place.can,
            place.facts.load,
            place.facts.last_assigned or date.min,
            place.facts.number,
        ),
    )
