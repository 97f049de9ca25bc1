"""Keeping what the candidate types. An older tab is told and overwrites nothing; what is handed in is frozen."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from candidates.portfolios import steps
from candidates.portfolios.models import Portfolio, Response, Sheet
from candidates.portfolios.reopened import editable
from competencies.standard.models import Competency, SuggestedAssignment
from lsscert.accounts.models import Person
from lsscert.refused import Refused

STALE = "stale"


@dataclass(frozen=True)
class Typed:
    """One competency's form. An assignment makes it a suggested one."""

    way: str = ""
    assignment: SuggestedAssignment | None = None
    introduction: str = ""
    text: str = ""


@transaction.atomic
def save_response(
    *, portfolio: Portfolio, competency: Competency, data: Typed, version: int, by: Person, now: datetime
) -> Response:
    """`version` is the one the form was made of, 0 before the first save."""
    portfolio = steps.locked(portfolio)
    require_own(portfolio, by)
    _require_of_the_set(portfolio, competency)
    _require_its_assignment(competency, data)
    if competency.number not in editable(portfolio):
        raise frozen()
    row = portfolio.responses.filter(competency=competency).first() or Response(
        portfolio=portfolio, competency=competency
    )
    said: dict[str, Any] = {
        "way": data.way,
        "assignment": data.assignment,
        "introduction": data.introduction,
        "text": data.text,
    }
    return _kept(row, said, version, now)


@transaction.atomic
def save_sheet(
    *, portfolio: Portfolio, kind: Sheet.Kind, text: str, version: int, by: Person, now: datetime
) -> Sheet:
    """The statement while it is a draft; the planning sheet whenever its owner likes."""
    portfolio = steps.locked(portfolio)
    require_own(portfolio, by)
    if not sheet_editable(portfolio, kind):
        raise frozen()
    row = portfolio.sheets.filter(kind=kind).first() or Sheet(portfolio=portfolio, kind=kind)
    return _kept(row, {"text": text}, version, now)


def sheet_editable(portfolio: Portfolio, kind: str) -> bool:
    return kind == Sheet.Kind.PLANNING or portfolio.state == Portfolio.Status.DRAFT


def require_own(portfolio: Portfolio, by: Person) -> None:
    if portfolio.candidacy.person_id != by.pk:
        raise Refused("not_yours", _("This is somebody else's portfolio."), _("Open one of your own."))


def frozen() -> Refused:
    return Refused(
        "frozen",
        _("This is handed in and cannot be changed now."),
        _("Copy what you typed if you want to keep it, then reload the page to see how things stand."),
    )


def _kept[Row: (Response, Sheet)](row: Row, said: dict[str, Any], version: int, now: datetime) -> Row:
    """The row is new or locked by its portfolio's lock. The same words again are no other version."""
    same = all(getattr(row, name) == value for name, value in said.items())
    if same and row.pk:
        return row
    if row.version != version:
        raise Refused(
            STALE,
            _("This was saved in another tab or on another device after you opened it here."),
            _("Nothing is lost: compare the two and take the one you want."),
        )
    for name, value in said.items():
        setattr(row, name, value)
    row.version += 1
    row.saved_at = now
    row.save()
    return row


def _require_of_the_set(portfolio: Portfolio, competency: Competency) -> None:
    if competency.set_edition_id != portfolio.set_edition_id:
        raise Refused(
            "not_of_this_set",
            _("This competency belongs to another set."),
            _("Open it from the page of your portfolio."),
        )


def _require_its_assignment(competency: Competency, data: Typed) -> None:
    chosen = data.assignment
    if (chosen is not None) != (data.way == Response.Way.SUGGESTED) or (
        chosen is not None and chosen.competency_id != competency.pk
    ):
        raise Refused(
            "no_such_assignment",
            _("This assignment is not suggested for this competency."),
            _("Choose one from the list, or an idea of your own."),
        )
