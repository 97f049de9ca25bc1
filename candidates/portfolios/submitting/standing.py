"""What the rows of a portfolio say to the rule of gaps."""

from collections import defaultdict

from candidates.portfolios.models import Decision, EvidenceUse, Portfolio, Sheet
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
    only = reopened_numbers(portfolio) if portfolio.state == Status.MORE_INFORMATION else None
    return gaps(answers_of(portfolio), statement=statement_of(portfolio), only=only)


def reopened_numbers(portfolio: Portfolio) -> list[int]:
    """The competencies more information was asked for; none while the first round is not decided."""
    asked = (
        portfolio.decisions.filter(kind=Decision.Kind.MORE_INFORMATION, sent_back_at=None)
        .order_by("-cycle", "-decided_at")
        .first()
    )
    return list(asked.arithmetic["open"]) if asked else []


def editable_numbers(portfolio: Portfolio) -> list[int]:
    """The competencies whose response and evidence can be changed now."""
    if portfolio.state == Status.DRAFT:
        return [each.number for each in portfolio.set_edition.competencies.all()]
    return reopened_numbers(portfolio) if portfolio.state == Status.MORE_INFORMATION else []
