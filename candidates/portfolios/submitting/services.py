"""Handing a portfolio in, and taking it back while nobody has read it."""

from datetime import datetime

from django.db import transaction

from candidates.journey import services as journey
from candidates.journey.models import Candidacy
from candidates.portfolios import steps
from candidates.portfolios.assigning import services as assigning
from candidates.portfolios.deciding import rounds
from candidates.portfolios.models import STATUS, Portfolio, Submission
from candidates.portfolios.reopened import asked_for
from candidates.portfolios.submitting import fee, guards
from candidates.portfolios.submitting.freezing import content_of, digest, rules_on
from candidates.portfolios.submitting.standing import gaps_of
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.letters import services as letters

Status = Portfolio.Status


@transaction.atomic
def submit(
    *,
    portfolio: Portfolio,
    declared_own: bool,
    declared_private: bool,
    by: Person,
    now: datetime,
    seen: int | None = None,
) -> Submission:
    """Freeze it as it is and lock it: for the first time, or with more information.

    Refused: pathway_closed, too_late, more_too_late, handed_in_already, not_active, stale, not_declared, gaps.
    """
    portfolio = steps.locked(portfolio)
    guards.require_seen(portfolio, seen)
    guards.require_open_for(portfolio, now)
    guards.require_declared(own=declared_own, private=declared_private)
    guards.require_complete(gaps_of(portfolio))
    if portfolio.state == Status.MORE_INFORMATION:
        return _send_more(portfolio, by=by, now=now)
    submission = freeze(portfolio, round=1, why=Submission.Why.FIRST, by=by, now=now)
    STATUS.move(portfolio, Status.SUBMITTED, submitted_at=now)
    journey.note(
        portfolio.candidacy,
        "portfolio_submitted",
        by=by,
        now=now,
        set=portfolio.set_edition.set.name,
        number=submission.number,
    )
    invoice = fee.issue(portfolio=portfolio, by=by, now=now)
    letters.write(
        kind="portfolio_submitted",
        occasion=submission.ref,
        to=portfolio.candidacy.person,
        attach=[("invoice", invoice.ref)] if invoice and not invoice.settled else [],
        portfolio=portfolio,
        submission=submission,
        invoice=invoice,
    )
    return submission


def _send_more(portfolio: Portfolio, *, by: Person, now: datetime) -> Submission:
    submission = freeze(portfolio, round=2, why=Submission.Why.MORE, by=by, now=now)
    journey.note(
        portfolio.candidacy, "portfolio_more_sent", by=by, now=now, set=portfolio.set_edition.set.name
    )
    rounds.begin_round_two(portfolio, now)
    letters.write(
        kind="portfolio_more_received",
        occasion=submission.ref,
        to=portfolio.candidacy.person,
        portfolio=portfolio,
        submission=submission,
    )
    return submission


def freeze(portfolio: Portfolio, *, round: int, why: Submission.Why, by: Person, now: datetime) -> Submission:
    """The next version of a locked portfolio, declared by its candidate."""
    last = portfolio.submissions.order_by("-number").first()
    rules = last.content["rules"] if last and last.content else rules_on(programme_day(now))
    content = content_of(portfolio, rules=rules, reopened=asked_for(portfolio) if round == 2 else ())
    return Submission.objects.create(
        portfolio=portfolio,
        number=last.number + 1 if last else 1,
        round=round,
        why=why,
        content=content,
        sha256=digest(content),
        submitted_at=now,
        by=by,
        declared_own=True,
        declared_private=True,
    )


@transaction.atomic
def take_back(*, portfolio: Portfolio, by: Person, now: datetime) -> Portfolio:
    """Back into the candidate's hands, with everything in it. Nothing is owed; what was paid goes back."""
    portfolio = steps.locked(portfolio)
    guards.require_unopened(portfolio)
    assigning.call_off(portfolio=portfolio, now=now)
    STATUS.move(portfolio, Status.DRAFT)
    journey.note(
        portfolio.candidacy, "portfolio_taken_back", by=by, now=now, set=portfolio.set_edition.set.name
    )
    fee.call_off(portfolio=portfolio, why="withdrawn", by=by, now=now)
    letters.withdraw(kind="portfolio_submitted", occasion=portfolio.newest_submission.ref)
    return portfolio


def candidacy_closed(*, candidacy: Candidacy, why: str, by: Person | None, now: datetime) -> None:
    """The candidacy came to nothing: whatever of its portfolios is open is given up."""
    for found in Portfolio.objects.open().filter(candidacy=candidacy).order_by("pk"):
        portfolio = found.lock()
        assigning.call_off(portfolio=portfolio, now=now)
        portfolio.state, portfolio.closed_on = Status.WITHDRAWN, programme_day(now)
        portfolio.version += 1
        portfolio.save(update_fields=["state", "closed_on", "version"])
        fee.call_off(portfolio=portfolio, why=why, by=by, now=now)
