"""What must hold before a review changes; each says what stands in the way and what would mend it."""

from django.utils.translation import gettext_lazy as _

from candidates.portfolios.models import REVIEW_STATUS, Portfolio, Review
from lsscert.refused import Refused

LONGEST_COMMENT = 6000
OPENABLE = (Portfolio.Status.SUBMITTED, Portfolio.Status.IN_REVIEW, Portfolio.Status.SECOND_ROUND)


def require_in_hand(review: Review) -> None:
    """It is with this reviewer now: neither handed in nor over."""
    if review.state != Review.Status.ASSIGNED:
        raise Refused(
            "not_in_hand",
            _("This review is “%(state)s” now.") % {"state": REVIEW_STATUS[review.state].staff},
            _("Nothing was changed. Go back to your reviews to see what waits."),
        )


def require_opened(review: Review) -> None:
    require_in_hand(review)
    if review.opened_at is None:
        raise Refused(
            "not_opened", _("You have not opened this portfolio yet."), _("Open it first, or decline it.")
        )


def require_going_on(portfolio: Portfolio) -> None:
    if portfolio.held_since:
        raise Refused(
            "clocks_stand_still",
            _("The office looks at a file of this portfolio that was reported."),
            _("What you wrote is kept. The clocks stand still; you hand it in when the review goes on."),
        )


def taken_back() -> Refused:
    return Refused(
        "taken_back",
        _("This portfolio was taken back by its candidate before anybody opened it."),
        _("There is nothing left to do."),
    )
