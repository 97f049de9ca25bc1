"""Beginning a portfolio, writing in it, and giving it up."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from candidates.journey import services as journey
from candidates.journey.models import Candidacy
from candidates.portfolios import steps
from candidates.portfolios.aliases import new_alias
from candidates.portfolios.models import OPEN, Consent, Portfolio, Response, Sheet
from candidates.portfolios.submitting import guards
from candidates.portfolios.submitting.standing import editable_numbers
from competencies.standard.models import Competency, SetEdition, SuggestedAssignment
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.refused import Refused
from lsscert.text import without_unstorable

Status, Way = Portfolio.Status, Response.Way
LONGEST_TEXT = 60_000
"""Characters of one text: some thirty pages, ten times what is asked for."""
_TRIES = 5


@transaction.atomic
def begin(*, candidacy: Candidacy, set_edition: SetEdition, by: Person, now: datetime) -> Portfolio:
    """A portfolio of one set.

    Refused: pathway_closed, not_active, too_late, achieved_already, begun_already, needs_consent.
    """
    candidacy = candidacy.lock()
    guards.require_pathway(now)
    journey.require_active(candidacy)
    journey.require_in_time(candidacy, now)
    _require_wanted(candidacy, set_edition)
    earlier = candidacy.portfolios.filter(set_edition=set_edition)
    portfolio = Portfolio(
        candidacy=candidacy, set_edition=set_edition, attempt=earlier.count() + 1, started_at=now
    )
    _save_with_alias(portfolio)
    journey.note(candidacy, "portfolio_begun", by=by, now=now, set=set_edition.set.name)
    return portfolio


def _require_wanted(candidacy: Candidacy, set_edition: SetEdition) -> None:
    if candidacy.achievements.filter(set_edition__set=set_edition.set, annulled_at=None).exists():
        raise Refused(
            "achieved_already", _("You have achieved this set already."), _("Nothing more is needed.")
        )
    earlier = candidacy.portfolios.filter(set_edition=set_edition)
    if earlier.open().exists():
        raise Refused(
            "begun_already", _("You have begun a portfolio of this set."), _("Go on with that one.")
        )
    refused = earlier.filter(state=Status.NOT_ACHIEVED).count()
    if refused > Consent.objects.filter(candidacy=candidacy, set_edition=set_edition).count():
        raise Refused(
            "needs_consent",
            _("Your portfolio of this set was not achieved; another one needs the office's consent."),
            _("Write to the office, or take an approved course."),
        )


def _save_with_alias(portfolio: Portfolio) -> None:
    for _attempt in range(_TRIES):
        portfolio.alias = new_alias()
        try:
            with transaction.atomic():
                portfolio.save()
        except IntegrityError as problem:
            if "alias" not in str(problem):
                raise
        else:
            return
    raise Refused("no_alias", _("That did not work just now."), _("Try again in a minute."))


@transaction.atomic
def give_up(*, portfolio: Portfolio, by: Person, now: datetime) -> None:
    """A draft that its candidate no longer wants. It stays on record, read by them alone."""
    portfolio = steps.locked(portfolio)
    if portfolio.state != Status.DRAFT:
        raise Refused("handed_in_already", _("This portfolio is handed in, so it cannot be given up."))
    steps.change(portfolio, Status.WITHDRAWN, closed_on=programme_day(now))
    journey.note(portfolio.candidacy, "portfolio_dropped", by=by, now=now, set=portfolio.set_edition.set.name)


@transaction.atomic
def save_response(
    *,
    portfolio: Portfolio,
    competency: Competency,
    choice: str,
    introduction: str,
    text: str,
    version: int,
    now: datetime,
) -> Response:
    """Keep what was typed. `choice` is own, the ref of a suggested assignment, or empty.

    Refused: stale, locked, text_too_long, another_assignment.
    """
    portfolio = steps.locked(portfolio)
    if competency.number not in editable_numbers(portfolio):
        raise _locked()
    response, _new = Response.objects.get_or_create(portfolio=portfolio, competency=competency)
    _require_version(response.version, version)
    response.assignment = _assignment(competency, choice) if choice != Way.OWN else None
    response.way = Way.SUGGESTED if response.assignment else Way.OWN if choice == Way.OWN else ""
    response.introduction, response.text = _fitting(introduction), _fitting(text)
    response.version, response.saved_at = response.version + 1, now
    response.save()
    return response


@transaction.atomic
def save_sheet(*, portfolio: Portfolio, kind: str, text: str, version: int, now: datetime) -> Sheet:
    """The learning statement, until it is handed in; the planning sheet, as long as the portfolio is open."""
    portfolio = steps.locked(portfolio)
    if portfolio.state not in open_for(kind):
        raise _locked()
    sheet, _new = Sheet.objects.get_or_create(portfolio=portfolio, kind=kind)
    _require_version(sheet.version, version)
    sheet.text, sheet.version, sheet.saved_at = _fitting(text), sheet.version + 1, now
    sheet.save()
    return sheet


def open_for(kind: str) -> tuple[str, ...]:
    """The states in which a sheet can be written: the statement is handed in, the planning sheet never is."""
    return (Status.DRAFT,) if kind == Sheet.Kind.STATEMENT else OPEN


def _assignment(competency: Competency, ref: str) -> SuggestedAssignment | None:
    if not ref:
        return None
    found = competency.assignments.filter(ref=ref[:20]).first()
    if found is None:
        raise Refused("another_assignment", _("That assignment is not one of this competency."))
    return found


def _require_version(present: int, given: int) -> None:
    if present != given:
        raise Refused(
            "stale",
            _("This was changed in another tab or on another device since you opened it here."),
            _("Both versions are kept: choose which one goes on."),
        )


def _fitting(text: str) -> str:
    text = without_unstorable(text).replace("\r\n", "\n")
    if len(text) > LONGEST_TEXT:
        raise Refused(
            "text_too_long",
            _("This is longer than can be kept: %(most)s characters are the most.")
            % {"most": f"{LONGEST_TEXT:,}"},
            _("About three pages are asked for. Put the rest into a file as evidence."),
        )
    return text


def _locked() -> Refused:
    return Refused(
        "locked",
        _("This part is handed in and cannot change now."),
        _("Copy what you typed, then reload the page to see how it stands."),
    )
