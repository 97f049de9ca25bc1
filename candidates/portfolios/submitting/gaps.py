"""What is missing before a portfolio can be handed in. Pure."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

SUGGESTED, OWN = "suggested", "own"


@dataclass(frozen=True)
class Piece:
    """A use of a piece of evidence. `number` is that of the evidence in the portfolio."""

    number: int
    primary: bool
    caption: str


@dataclass(frozen=True)
class Answer:
    """What is there for one competency. `way` is suggested, own or empty."""

    number: int
    way: str = ""
    introduction: str = ""
    text: str = ""
    evidence: Sequence[Piece] = ()


@dataclass(frozen=True)
class Gap:
    """`number` is the competency's, 0 for the portfolio as a whole; `code` is for tests."""

    code: str
    number: int
    sentence: Any


def gaps(answers: Sequence[Answer], *, statement: str, only: Collection[int] | None = None) -> list[Gap]:
    """Every gap, in the order of the competencies, the statement last.

    `only` narrows it to the competencies that are open for more information; the statement is not asked for again.
    """
    found = [
        gap
        for answer in sorted(answers, key=lambda one: one.number)
        if only is None or answer.number in only
        for gap in gaps_of_one(answer)
    ]
    if only is None and not statement.strip():
        found.append(Gap("statement", 0, _("The learning statement is empty.")))
    return found


def gaps_of_one(answer: Answer) -> Iterator[Gap]:
    """The one rule of what a competency wants: the matrix and the check before handing in both read it."""
    for code, missing, sentence in (
        (
            "way",
            answer.way not in (SUGGESTED, OWN),
            _("Choose a suggested assignment or an idea of your own."),
        ),
        (
            "introduction",
            answer.way == OWN and not answer.introduction.strip(),
            _("The introduction is empty."),
        ),
        ("response", not answer.text.strip(), _("The response is empty.")),
        ("evidence", not answer.evidence, _("There is no evidence yet.")),
        (
            "primary",
            bool(answer.evidence) and not any(piece.primary for piece in answer.evidence),
            _("No piece of evidence is primary: your own work weighs most."),
        ),
    ):
        if missing:
            yield Gap(code, answer.number, sentence)
    for piece in answer.evidence:
        if not piece.caption.strip():
            words = format_lazy(_("Evidence {number} has no caption."), number=piece.number)
            yield Gap("caption", answer.number, words)
