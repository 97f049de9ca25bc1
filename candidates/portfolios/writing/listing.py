"""The sets of a candidate's plan, each with what stands of a portfolio."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from candidates.journey.models import Candidacy
from candidates.journey.plan import plan_of
from candidates.portfolios import pathway
from candidates.portfolios.models import STATUS, Portfolio
from candidates.portfolios.submitting.fee import price_for
from competencies.standard.models import CompetencySet
from lsscert.accounts.models import Person

Status = Portfolio.Status


@dataclass(frozen=True)
class Line:
    """A set with its newest portfolio. `may_begin` says that a button makes sense; the service has the last word."""

    set: CompetencySet
    competencies: int
    portfolio: Portfolio | None
    achieved: bool
    may_begin: bool
    tone: str
    label: Any
    sentence: Any
    url: str


@dataclass(frozen=True)
class Listing:
    lines: Sequence[Line]
    others: Sequence[Line]
    open: bool
    active: bool
    price: Decimal | None


def listing_for(person: Person, candidacy: Candidacy | None, today: date) -> Listing:
    """`lines` are the sets of the plan, `others` the rest and portfolios of earlier candidacies."""
    is_open = pathway.is_open(today)
    active = candidacy is not None and candidacy.state == Candidacy.Status.ACTIVE
    newest = _newest(person)
    planned = plan_of(candidacy, picked=_picked(candidacy)) if candidacy else []
    lines = [
        _line(
            each.set, each.competencies, each.achieved, newest.get(each.set.pk), may_begin=is_open and active
        )
        for each in planned
        if each.picked or each.achieved or each.set.pk in newest
    ]
    known = {line.set.pk for line in lines}
    others = [
        _line(row.set_edition.set, row.set_edition.expected_count, False, row, may_begin=False)
        for pk, row in newest.items()
        if pk not in known
    ]
    return Listing(
        lines=lines if is_open else [line for line in lines if line.portfolio],
        others=others,
        open=is_open,
        active=active,
        price=price_for(candidacy, today) if candidacy else None,
    )


def _picked(candidacy: Candidacy) -> set[str]:
    return {str(pk) for pk in candidacy.electives.values_list("set_id", flat=True)}


def _newest(person: Person) -> dict[int, Portfolio]:
    rows = Portfolio.objects.with_set().filter(candidacy__person=person).order_by("started_at", "pk")
    return {row.set_edition.set_id: row for row in rows}


def _line(
    chosen: CompetencySet, competencies: int, achieved: bool, portfolio: Portfolio | None, *, may_begin: bool
) -> Line:
    tone, label, sentence = _face(achieved, portfolio, competencies)
    over = portfolio is None or portfolio.state in {Status.WITHDRAWN, Status.NOT_ACHIEVED}
    return Line(
        set=chosen,
        competencies=competencies,
        portfolio=portfolio,
        achieved=achieved,
        may_begin=may_begin and over and not achieved,
        tone=tone,
        label=label,
        sentence=sentence,
        url=reverse("my_portfolio", args=[chosen.slug]) if portfolio else "",
    )


def _face(achieved: bool, portfolio: Portfolio | None, competencies: int) -> tuple[str, Any, Any]:
    if portfolio is not None and portfolio.state != Status.WITHDRAWN:
        info = STATUS[portfolio.state]
        return info.tone, info.candidate, info.next
    if achieved:
        return "done", _("Achieved"), _("This set is done; no portfolio is needed.")
    words = format_lazy(_("{count} competencies to answer."), count=competencies)
    return "open", _("Not begun"), words
