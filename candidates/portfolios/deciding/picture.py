"""The arithmetic of a decision in words and as a picture, for the candidate and for the office alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from candidates.portfolios.deciding.comments import Said, by_competency
from candidates.portfolios.models import Decision, Rating
from lsscert.ui.bars import Bar, bar

TONES = {"met": "done", "partial": "act", "not": "stop", "": "wait"}


@dataclass(frozen=True)
class Line:
    number: int
    text: str
    ratings: Sequence[tuple[str, Any]]
    together: str
    label: Any
    tone: str
    from_round: int
    open: bool
    said: Sequence[Said]

    @property
    def worth_reading(self) -> bool:
        """Whether anything was written, or should have been."""
        return any(each.comment for each in self.said) or (bool(self.said) and self.together != "met")


@dataclass(frozen=True)
class Picture:
    """The count against the rule: `sum_in_words` for everybody, `sum_in_figures` for whoever works it out again."""

    lines: Sequence[Line]
    count: dict[str, int]
    rules: dict[str, int]
    bar: Bar

    @property
    def has_comments(self) -> bool:
        return any(line.worth_reading for line in self.lines)

    @property
    def left(self) -> int:
        """100 × met."""
        return 100 * self.count["met"]

    @property
    def right(self) -> int:
        """Percent × all."""
        return self.rules["pass_percent"] * self.count["all"]

    @property
    def enough(self) -> bool:
        return self.left >= self.right

    @property
    def sum_in_words(self) -> str:
        return _("%(met)s of %(all)s are Met; %(needed)s are needed.") % self.count

    @property
    def sum_in_figures(self) -> str:
        return _(
            "%(percent)s %% of %(all)s are needed: 100 × %(met)s = %(left)s %(sign)s %(percent)s × %(all)s = %(right)s."
        ) % (
            self.count
            | {"left": f"{self.left:,}", "right": f"{self.right:,}", "sign": "≥" if self.enough else "<"}
            | {"percent": self.rules["pass_percent"]}
        )


def drawn(decision: Decision) -> Picture:
    arithmetic = decision.arithmetic
    texts = dict(decision.portfolio.set_edition.competencies.values_list("number", "text"))
    said = by_competency(decision)
    open_ones = set(arithmetic["open"])
    return Picture(
        lines=[_line(row, texts, said, open_ones) for row in arithmetic["lines"]],
        count=arithmetic["count"],
        rules=arithmetic["rules"],
        bar=_bar(arithmetic["count"]),
    )


def _line(row: dict[str, Any], texts: dict[int, Any], said: Any, open_ones: set[int]) -> Line:
    number, together = row["number"], row["together"]
    return Line(
        number=number,
        text=texts.get(number) or "",
        ratings=[(TONES[each], Rating.Value(each).label) for each in row["ratings"]],
        together=together,
        label=Rating.Value(together).label if together else _("in dispute"),
        tone=TONES[together],
        from_round=row["from_round"],
        open=number in open_ones,
        said=said.get(number, []),
    )


def _bar(count: dict[str, int]) -> Bar:
    parts = {
        "met": Decimal(count["met"]),
        "partial": Decimal(count["partial"]),
        "not-met": Decimal(count["not_met"]),
        "unknown": Decimal(count["undecided"]),
    }
    return bar(parts, whole=Decimal(count["all"]))
