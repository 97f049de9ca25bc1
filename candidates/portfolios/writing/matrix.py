"""A portfolio as its own page shows it: every competency with how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from candidates.portfolios.markdown import words
from candidates.portfolios.models import Portfolio, Sheet
from candidates.portfolios.submitting.standing import answers_of, editable_numbers, statement_of
from candidates.portfolios.writing.standing import LABELS, TONES, Length, Standing, next_number, standing_of
from competencies.standard.models import Competency
from lsscert.clock import programme_day
from lsscert.policy import services as policy


@dataclass(frozen=True)
class Row:
    competency: Competency
    standing: Standing
    length: Length
    pieces: int
    editable: bool

    @property
    def label(self) -> Any:
        return LABELS[self.standing]

    @property
    def tone(self) -> str:
        return TONES[self.standing]


@dataclass(frozen=True)
class Matrix:
    """`goes_on_with` is the number of the competency to write next, None when all that can change are ready."""

    rows: Sequence[Row]
    statement: Length
    planned: bool
    goes_on_with: int | None

    @property
    def ready(self) -> int:
        return sum(row.standing is Standing.READY for row in self.rows)

    @property
    def tones(self) -> list[str]:
        return [row.tone for row in self.rows]


def guide_words(portfolio: Portfolio) -> int:
    words: int = policy.at("portfolio.guide_words", programme_day(portfolio.started_at))
    return words


def matrix_of(portfolio: Portfolio) -> Matrix:
    guide, editable = guide_words(portfolio), set(editable_numbers(portfolio))
    answers = {answer.number: answer for answer in answers_of(portfolio)}
    rows = [
        Row(
            competency=competency,
            standing=standing_of(answers[competency.number]),
            length=Length(words(answers[competency.number].text), guide),
            pieces=len(answers[competency.number].evidence),
            editable=competency.number in editable,
        )
        for competency in portfolio.set_edition.competencies.all()
    ]
    planning = portfolio.sheets.filter(kind=Sheet.Kind.PLANNING).exclude(text="").exists()
    return Matrix(
        rows=rows,
        statement=Length(words(statement_of(portfolio)), guide),
        planned=planning,
        goes_on_with=next_number([(row.competency.number, row.standing) for row in rows if row.editable]),
    )
