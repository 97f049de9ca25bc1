"""How a second round begins, or is skipped, and how a round is judged again after an appeal."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from candidates.journey import services as journey
from candidates.portfolios import steps
from candidates.portfolios.assigning import services as assigning
from candidates.portfolios.deciding import gathering
from candidates.portfolios.deciding.services import conclude_locked, release_locked
from candidates.portfolios.models import STATUS, Decision, Portfolio, Rating, Review
from lsscert.accounts.models import Membership, Person
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from lsscert.policy import services as policy
from lsscert.refused import Refused

Status = Portfolio.Status


@transaction.atomic
def begin_round_two(portfolio: Portfolio, now: datetime) -> list[Review]:
    """More information came: the same two read what was reopened. A seat whose reviewer is gone stays free.

    The desk fills free seats as in round one.
    """
    portfolio = steps.locked(portfolio)
    before = _asked(portfolio)
    STATUS.move(portfolio, Status.SECOND_ROUND)
    due = programme_day(now) + timedelta(days=policy.at("review.days", programme_day(now)))
    reviews = [
        Review.objects.create(
            portfolio=portfolio,
            cycle=portfolio.cycle,
            round=2,
            seat=earlier.seat,
            reviewer=earlier.reviewer,
            assigned_at=now,
            due_on=due,
        )
        for earlier in _who_judged(before)
        if _still_reviews(earlier.reviewer)
    ]
    for review in reviews:
        letters.write(
            kind="review_second_round",
            occasion=review.ref,
            to=review.reviewer,
            review=review,
            alias=portfolio.alias,
            set=steps.set_of(portfolio),
            numbers=before.arithmetic["open"],
        )
    return reviews


@transaction.atomic
def decline_more_information(*, portfolio: Portfolio, by: Person, now: datetime) -> Decision:
    """The candidate is at the goal already and takes the outcome. They knew it, so it is told at once."""
    portfolio = steps.locked(portfolio)
    before = _asked(portfolio)
    if not before.may_decline:
        raise Refused(
            "may_not_decline",
            _("Without more information this set would not be achieved, or that is not certain."),
            _("Answer what the reviewers ask."),
        )
    journey.note(
        portfolio.candidacy, "portfolio_more_declined", by=by, now=now, set=steps.set_of(portfolio).name
    )
    decision = _as_it_stands(portfolio, before, now)
    assert decision is not None, "who may decline has no dispute left"
    decision.portfolio = portfolio
    return release_locked(decision, by=None, now=now)


@transaction.atomic
def take_as_missed(*, portfolio: Portfolio, now: datetime) -> bool:
    """No more information came in time. Whether that was so and it is now decided, or waits for a third."""
    portfolio = steps.locked(portfolio)
    if not missed(portfolio, programme_day(now)):
        return False
    journey.note(
        portfolio.candidacy, "portfolio_more_missed", by=None, now=now, set=steps.set_of(portfolio).name
    )
    _as_it_stands(portfolio, _asked(portfolio), now)
    return True


def missed(portfolio: Portfolio, today: date) -> bool:
    return (
        portfolio.state == Status.MORE_INFORMATION
        and portfolio.held_since is None
        and portfolio.more_due_on is not None
        and portfolio.more_due_on < today
    )


@transaction.atomic
def send_back(*, portfolio: Portfolio, decision: Decision, by: Person, now: datetime) -> Portfolio:
    """After an appeal: the round is judged again, by others. What the decision was stays on record."""
    portfolio = steps.locked(portfolio)
    decision = decision.lock()
    if decision.released_at is None or decision.cycle != portfolio.cycle or decision.sent_back_at:
        raise Refused(
            "not_to_send_back",
            _("This decision is not the one in force."),
            _("Reload the page to see how things stand."),
        )
    _require_no_newer_attempt(portfolio)
    decision.sent_back_at = now
    decision.save(update_fields=["sent_back_at"])
    # Whoever still reads for the old cycle reads for nobody: the ratings would never be looked at.
    assigning.call_off(portfolio=portfolio, now=now, for_others=True)
    again = Status.SUBMITTED if decision.round == 1 else Status.SECOND_ROUND
    STATUS.move(portfolio, again, cycle=portfolio.cycle + 1, more_due_on=None, closed_on=None)
    journey.note(portfolio.candidacy, "portfolio_sent_back", by=by, now=now, set=steps.set_of(portfolio).name)
    return portfolio


def _require_no_newer_attempt(portfolio: Portfolio) -> None:
    """Two portfolios of a set cannot be open at once, and a draft is its owner's to give up."""
    newer = Portfolio.objects.filter(
        candidacy=portfolio.candidacy_id, set_edition=portfolio.set_edition_id, attempt__gt=portfolio.attempt
    )
    if newer.exclude(state=Status.WITHDRAWN).exists():
        raise Refused(
            "newer_attempt",
            _(
                "The candidate has begun this set anew in the meantime, so this attempt cannot be opened again."
            ),
            _("Ask the candidate to give the new attempt up or to withdraw it, then answer the appeal."),
        )


def _asked(portfolio: Portfolio) -> Decision:
    """The decision that asks for more information now."""
    before = gathering.reopened_by(portfolio)
    if portfolio.state != Status.MORE_INFORMATION or before is None:
        raise Refused(
            "nothing_asked",
            _("No more information is asked for now."),
            _("Reload the page to see how it stands."),
        )
    return before


def _who_judged(decision: Decision) -> list[Review]:
    rows = Review.objects.filter(portfolio=decision.portfolio_id, cycle=decision.cycle, round=decision.round)
    return list(rows.filter(state=Review.Status.HANDED_IN).select_related("reviewer").order_by("seat"))


def _still_reviews(person: Person) -> bool:
    here = person.memberships.filter(role=Membership.Role.REVIEWER).exists()
    retired = getattr(getattr(person, "reviewer", None), "retired_on", None)
    return here and retired is None


def _as_it_stands(portfolio: Portfolio, before: Decision, now: datetime) -> Decision | None:
    """The ratings of round one are taken for those of round two."""
    STATUS.move(portfolio, Status.SECOND_ROUND)
    for earlier in _who_judged(before):
        review = Review.objects.create(
            portfolio=portfolio,
            cycle=portfolio.cycle,
            round=2,
            seat=earlier.seat,
            reviewer=earlier.reviewer,
            carries=True,
            assigned_at=now,
            opened_at=now,
            due_on=programme_day(now),
        )
        again = earlier.ratings.filter(competency__number__in=before.arithmetic["open"])
        Rating.objects.bulk_create(
            Rating(
                review=review,
                competency_id=row.competency_id,
                value=row.value,
                comment=row.comment,
                version=1,
                saved_at=now,
            )
            for row in again
        )
        review.state, review.handed_in_at, review.version = Review.Status.HANDED_IN, now, 1
        review.save(update_fields=["state", "handed_in_at", "version"])
    return conclude_locked(portfolio, now)
