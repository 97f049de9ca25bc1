"""The whole of one portfolio at a glance: each competency with how far it is, and the one thing to do next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from candidates.portfolios.markdown import words
from candidates.portfolios.models import Portfolio, Response, Sheet
from candidates.portfolios.reopened import editable
from candidates.portfolios.writing.length import Length
from candidates.portfolios.writing.standing import Stand, Standing, Written, standing
from competencies.standard.models import Competency


@dataclass(frozen=True)
class Row:
    """`open` says that it can be written on now."""

    competency: Competency
    written: Written
    standing: Standing
    length: Length
    open: bool

    @property
    def number(self) -> int:
        return self.competency.number


@dataclass(frozen=True)
class Matrix:
    rows: Sequence[Row]
    statement: Length
    has_plan: bool

    @property
    def ready(self) -> int:
        return sum(row.standing.stand is Stand.READY for row in self.rows)

    @property
    def begun(self) -> int:
        return sum(row.standing.stand is Stand.BEGUN for row in self.rows)

    @property
    def open(self) -> list[Row]:
        return [row for row in self.rows if row.open]

    @property
    def next_row(self) -> Row | None:
        """What was begun goes before what was not."""
        for stand in (Stand.BEGUN, Stand.EMPTY):
            if found := next((row for row in self.open if row.standing.stand is stand), None):
                return found
        return None

    @property
    def anything(self) -> bool:
        return any(row.standing.stand is not Stand.EMPTY for row in self.rows) or bool(self.statement.words)


def matrix_of(portfolio: Portfolio, *, guide: int) -> Matrix:
    responses = {each.competency_id: each for each in with_evidence(portfolio.responses.order_by("pk"))}
    sheets = {each.kind: each for each in portfolio.sheets.all()}
    statement = sheets.get(Sheet.Kind.STATEMENT)
    planning = sheets.get(Sheet.Kind.PLANNING)
    open_now = editable(portfolio)
    return Matrix(
        rows=[
            _row(each, responses.get(each.pk), guide, each.number in open_now)
            for each in portfolio.set_edition.competencies.all()
        ],
        statement=Length(words(statement.text) if statement else 0, guide),
        has_plan=bool(planning and planning.text),
    )


def _row(competency: Competency, response: Response | None, guide: int, is_open: bool) -> Row:
    written = written_of(response)
    return Row(competency, written, standing(written), Length(written.words, guide), is_open)


def written_of(response: Any) -> Written:
    """Of a response from `with_evidence`, or of none."""
    if response is None:
        return Written()
    return Written(
        way=response.way,
        introduced=bool(response.introduction.strip()),
        words=words(response.text),
        primary=response.primary,
        secondary=response.secondary,
        uncaptioned=response.uncaptioned,
    )


def with_evidence(responses: Any) -> Any:
    return responses.annotate(
        primary=Count("uses", filter=Q(uses__weight="primary")),
        secondary=Count("uses", filter=Q(uses__weight="secondary")),
        uncaptioned=Count("uses", filter=Q(uses__evidence__caption="")),
    )


def ready_counts(portfolios: Iterable[Portfolio]) -> dict[int, int]:
    """How many competencies of each are ready, by the portfolio's key."""
    counts: dict[int, int] = dict.fromkeys((each.pk for each in portfolios), 0)
    for row in with_evidence(Response.objects.filter(portfolio__in=counts).order_by("pk")):
        counts[row.portfolio_id] += standing(written_of(row)).stand is Stand.READY
    return counts
