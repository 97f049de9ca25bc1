"""From reviews that are in to a decision that is told."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from candidates.appeals.figures import days_on
from candidates.journey import services as journey
from candidates.journey.models import SetAchievement
from candidates.portfolios import steps
from candidates.portfolios.deciding import gathering, receipt, telling
from candidates.portfolios.deciding.arithmetic import as_kept, rules_of
from candidates.portfolios.deciding.guards import (
    LONGEST,
    require_free,
    require_seen,
    require_untold,
    require_words,
)
from candidates.portfolios.deciding.release_day import release_day
from candidates.portfolios.models import STATUS, Decision, Portfolio
from candidates.portfolios.outcome import Kind, Outcome
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.policy import services as policy
from lsscert.refused import Refused
from lsscert.text import require_short

Status = Portfolio.Status
AFTER = {
    Decision.Kind.ACHIEVED: Status.ACHIEVED,
    Decision.Kind.MORE_INFORMATION: Status.MORE_INFORMATION,
    Decision.Kind.NOT_ACHIEVED: Status.NOT_ACHIEVED,
}


@transaction.atomic
def conclude(portfolio: Portfolio, now: datetime) -> Decision | None:
    """Decide, if every seat of the round is in; once only. None while one is out or a third must rate.

    Called with each review that is handed in.
    """
    return conclude_locked(steps.locked(portfolio), now)


def conclude_locked(portfolio: Portfolio, now: datetime) -> Decision | None:
    """The same, for a portfolio that the caller has locked."""
    if portfolio.state not in {Status.IN_REVIEW, Status.SECOND_ROUND}:
        return None
    if known := gathering.decision_now(portfolio):
        return known
    round = portfolio.round_now
    outcome = gathering.outcome_of(portfolio, round)
    if outcome is None:
        return None
    if outcome.kind is Kind.THIRD_NEEDED:
        journey.note(
            portfolio.candidacy, "portfolio_third", by=None, now=now, set=steps.set_of(portfolio).name
        )
        return None
    return _decide(portfolio, round, outcome, now)


def _decide(portfolio: Portfolio, round: int, outcome: Outcome, now: datetime) -> Decision:
    """The figures of the day it is decided are kept with it."""
    today = programme_day(now)
    days = policy.at("portfolio.release_working_days", today)
    rules = rules_of(portfolio.newest_submission.content)
    return Decision.objects.create(
        portfolio=portfolio,
        cycle=portfolio.cycle,
        round=round,
        kind=Decision.Kind(str(outcome.kind)),
        unanimous=outcome.unanimous,
        may_decline=outcome.may_decline,
        arithmetic=as_kept(outcome, rules),
        decided_at=now,
        release_on=release_day(today, days) if outcome.unanimous else None,
    )


# What the office does. `seen` is the version of the decision on the page the button was on.


@transaction.atomic
def hold(*, decision: Decision, why: str, by: Person, now: datetime, seen: int | None = None) -> Decision:
    """It does not tell itself until the hold is lifted."""
    decision = locked(decision)
    require_untold(decision)
    require_seen(decision, seen)
    if decision.held_by_id:
        raise Refused("held", _("This decision is held already."), _("The reason is beside it."))
    why = require_words(
        why, _("A hold needs a reason."), _("Say why in a sentence; only the office reads it.")
    )
    return _keep(decision, held_by=by, held_why=why)


@transaction.atomic
def lift(*, decision: Decision, by: Person, now: datetime, seen: int | None = None) -> Decision:
    decision = locked(decision)
    require_untold(decision)
    require_seen(decision, seen)
    if not decision.held_by_id:
        raise Refused("not_held", _("This decision is not held."), _("Reload the page to see how it stands."))
    return _keep(decision, held_by=None, held_why="")


@transaction.atomic
def release(
    *, decision: Decision, by: Person | None, now: datetime, note: str = "", seen: int | None = None
) -> Decision:
    """Tell the candidate: state, letter, timeline, the set if it is achieved. `by` is None when it goes by itself."""
    decision = locked(decision)
    require_seen(decision, seen)
    return release_locked(decision, by=by, now=now, note=note)


def release_locked(decision: Decision, *, by: Person | None, now: datetime, note: str = "") -> Decision:
    """The same, for a decision that the caller has locked after its portfolio."""
    portfolio = decision.portfolio
    require_free(decision, portfolio)
    _keep(decision, released_at=now, released_by=by, note=require_short(note.strip(), LONGEST))
    over = decision.kind != Decision.Kind.MORE_INFORMATION
    closing = {"closed_on": programme_day(now)} if over else {"more_due_on": None}
    STATUS.move(portfolio, AFTER[Decision.Kind(decision.kind)], **closing)
    if decision.kind == Decision.Kind.ACHIEVED:
        _achieve(portfolio, by, now)
    telling.note(decision, now)
    telling.write(decision, now)
    return decision


@transaction.atomic
def opened_by_candidate(*, portfolio: Portfolio, now: datetime) -> None:
    """The first look at what they were told starts the clocks. Later ones change nothing."""
    portfolio = steps.locked(portfolio)
    unopened = portfolio.decisions.exclude(released_at=None).filter(opened_at=None).order_by("pk")
    for decision in unopened.select_for_update(of=("self",), no_key=True):
        decision.portfolio = portfolio
        _keep(decision, opened_at=now)
        settle_due(decision, now)


def settle_due(decision: Decision, now: datetime) -> None:
    """Write down by when more information is due, as soon as the day of receipt is known. For a locked portfolio."""
    portfolio = decision.portfolio
    if portfolio.state != Status.MORE_INFORMATION or portfolio.more_due_on:
        return
    today = programme_day(now)
    received = receipt.received_on(decision, days_on(today))
    if received is None or received > today:
        return
    days = policy.at("portfolio.more_days", programme_day(decision.released_at or now))
    portfolio.more_due_on = received + timedelta(days=days)
    portfolio.save(update_fields=["more_due_on"])


def _achieve(portfolio: Portfolio, by: Person | None, now: datetime) -> None:
    journey.record_achievement(
        candidacy=portfolio.candidacy,
        set_edition=portfolio.set_edition,
        route=SetAchievement.Route.PORTFOLIO,
        achieved_on=programme_day(now),
        source=_("A portfolio, judged by two reviewers"),
        by=by,
        now=now,
        tell=False,
    )


def locked(decision: Decision) -> Decision:
    """The decision, fresh and locked, after its candidacy and portfolio."""
    portfolio = steps.locked(decision.portfolio)
    decision = decision.lock()
    decision.portfolio = portfolio
    return decision


def _keep(decision: Decision, **changes: object) -> Decision:
    for name, value in changes.items():
        setattr(decision, name, value)
    decision.version += 1
    decision.save(update_fields=["version", *changes])
    return decision
