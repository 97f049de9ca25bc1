"""What a reviewer does with a portfolio."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from candidates.journey import services as journey
from candidates.portfolios import steps
from candidates.portfolios.deciding import gathering
from candidates.portfolios.deciding.services import conclude
from candidates.portfolios.models import REVIEW_STATUS, STATUS, Portfolio, Rating, Review
from candidates.portfolios.reviewing import standing
from candidates.portfolios.reviewing.guards import (
    LONGEST_COMMENT,
    OPENABLE,
    require_going_on,
    require_in_hand,
    require_opened,
    taken_back,
)
from competencies.standard.models import Competency
from lsscert.accounts.models import Person
from lsscert.refused import Refused
from lsscert.text import require_short, without_unstorable

Status = Review.Status


@transaction.atomic
def open_review(review: Review, now: datetime) -> Review:
    """The first look. From then on the candidate cannot take it back; the first of the round begins the review."""
    portfolio = steps.locked(review.portfolio)
    review = _locked(review, portfolio)
    if portfolio.state not in OPENABLE or review.state == Status.CALLED_OFF:
        raise taken_back()
    require_in_hand(review)
    if review.opened_at:
        return review
    review.opened_at = now
    review.save(update_fields=["opened_at"])
    if portfolio.state == Portfolio.Status.SUBMITTED:
        STATUS.move(portfolio, Portfolio.Status.IN_REVIEW)
        journey.note(
            portfolio.candidacy, "portfolio_review_began", by=None, now=now, set=steps.set_of(portfolio).name
        )
    return review


@transaction.atomic
def save_rating(
    *,
    review: Review,
    competency: Competency,
    value: str,
    comment: str,
    private_note: str,
    version: int,
    now: datetime,
) -> Rating:
    """Keep what was said so far; a comment may still be missing. Refused `stale` when another tab saved since."""
    review = review.lock()
    require_opened(review)
    if competency.number not in gathering.to_rate(review):
        raise Refused(
            "not_asked", _("This competency is not yours to rate."), _("Go back to those that are open.")
        )
    rating, _new = Rating.objects.select_for_update().get_or_create(review=review, competency=competency)
    if version != rating.version:
        raise Refused(
            "stale",
            _("You rated this in another tab or on another device since you opened it here."),
            _("Copy what you typed here, then reload to see the newer version."),
        )
    rating.value = value if value in Rating.Value.values else ""
    rating.comment = require_short(_tidy(comment), LONGEST_COMMENT)
    rating.private_note = require_short(_tidy(private_note), LONGEST_COMMENT)
    rating.version += 1
    rating.saved_at = now
    rating.save(update_fields=["value", "comment", "private_note", "version", "saved_at"])
    return rating


@transaction.atomic
def hand_in(*, review: Review, seen: int, by: Person, now: datetime) -> Review:
    """Once and for all. `seen` is the version of the summary the button was on (`standing.version`).

    With the last review of a round it is decided.
    """
    portfolio = steps.locked(review.portfolio)
    review = _locked(review, portfolio)
    require_opened(review)
    require_going_on(portfolio)
    found = standing.of(review)
    if seen != found.version:
        raise Refused(
            "changed_meanwhile",
            _("A rating was changed since you opened this page."),
            _("Look at the summary again, then hand it in."),
        )
    if found.missing:
        raise Refused(
            "not_complete",
            _("Something is missing for competency %(numbers)s.")
            % {"numbers": ", ".join(str(row.number) for row in found.missing)},
            _("Rate it, and say why wherever it is less than Met."),
        )
    REVIEW_STATUS.move(review, Status.HANDED_IN, handed_in_at=now)
    conclude(portfolio, now)
    return review


@transaction.atomic
def step_aside(*, review: Review, words: str, by: Person, now: datetime) -> Review:
    """The reviewer recognises the candidate: nothing they rated counts, and somebody else takes the seat."""
    portfolio = steps.locked(review.portfolio)
    review = _locked(review, portfolio)
    require_opened(review)
    REVIEW_STATUS.move(
        review, Status.STEPPED_ASIDE, ended_at=now, ended_why=require_short(_tidy(words), LONGEST_COMMENT)
    )
    standing.seat_is_free(review, now)
    return review


def _locked(review: Review, portfolio: Portfolio) -> Review:
    review = review.lock()
    review.portfolio = portfolio
    return review


def _tidy(text: str) -> str:
    return without_unstorable(text).replace("\r\n", "\n").strip()
