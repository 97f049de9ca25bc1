"""How far each competency of a portfolio is. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from candidates.portfolios.submitting.gaps import Answer, gaps


class Standing(StrEnum):
    EMPTY = "empty"
    BEGUN = "begun"
    READY = "ready"


LABELS: dict[Standing, Any] = {
    Standing.EMPTY: _("Not begun"),
    Standing.BEGUN: _("Begun"),
    Standing.READY: _("Ready"),
}
TONES = {Standing.EMPTY: "open", Standing.BEGUN: "act", Standing.READY: "done"}


@dataclass(frozen=True)
class Length:
    """Words against what is asked for, “about three pages”. `over` is a kind word, never a refusal."""

    words: int
    guide: int

    @property
    def percent(self) -> int:
        """How much of the guide is filled, at most 100, in steps of ten for a drawn bar."""
        return min(100, -(-100 * self.words // self.guide // 10) * 10) if self.guide else 0

    @property
    def over(self) -> bool:
        return self.words > self.guide


def standing_of(answer: Answer) -> Standing:
    """Ready when nothing is missing; empty when nothing is there."""
    if not gaps([answer], statement="", only=[answer.number]):
        return Standing.READY
    anything = answer.way or answer.introduction.strip() or answer.text.strip() or answer.evidence
    return Standing.BEGUN if anything else Standing.EMPTY


def next_number(standings: Sequence[tuple[int, Standing]]) -> int | None:
    """The competency to go on with: one begun before one empty, in order; None when all are ready."""
    for wanted in (Standing.BEGUN, Standing.EMPTY):
        for number, standing in standings:
            if standing is wanted:
                return number
    return None
