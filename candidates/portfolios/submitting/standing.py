"""What the rows of a portfolio say to the rule of gaps."""

from collections import defaultdict

from candidates.portfolios.models import EvidenceUse, Portfolio, Sheet
from candidates.portfolios.reopened import asked_for
from candidates.portfolios.submitting.gaps import Answer, Gap, Piece, gaps

Status = Portfolio.Status


def answers_of(portfolio: Portfolio) -> list[Answer]:
    """One for every competency of the edition, begun or not."""
    pieces: dict[int, list[Piece]] = defaultdict(list)
    for use in EvidenceUse.objects.filter(response__portfolio=portfolio).select_related("evidence"):
        primary = use.weight == EvidenceUse.Weight.PRIMARY
        pieces[use.response_id].append(Piece(use.evidence.number, primary, use.evidence.caption))
    responses = {each.competency_id: each for each in portfolio.responses.all()}
    return [
        Answer(
            number=competency.number,
            way=response.way,
            introduction=response.introduction,
            text=response.text,
            evidence=pieces[response.pk],
        )
        if (response := responses.get(competency.pk))
        else Answer(competency.number)
        for competency in portfolio.set_edition.competencies.all()
    ]


def statement_of(portfolio: Portfolio) -> str:
    sheet = portfolio.sheets.filter(kind=Sheet.Kind.STATEMENT).first()
    return sheet.text if sheet else ""


def gaps_of(portfolio: Portfolio) -> list[Gap]:
    only = asked_for(portfolio) if portfolio.state == Status.MORE_INFORMATION else None
    return gaps(answers_of(portfolio), statement=statement_of(portfolio), only=only)
