"""What hinders handing in, taking back and sending again: each refused with its own words."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from candidates.journey import services as journey
from candidates.portfolios import pathway
from candidates.portfolios.models import Portfolio, Review
from candidates.portfolios.submitting.gaps import Gap
from lsscert.clock import programme_day
from lsscert.refused import Refused
from lsscert.words import day_in_words

Status = Portfolio.Status


def require_pathway(now: datetime) -> None:
    if not pathway.is_open(programme_day(now)):
        raise Refused(
            "pathway_closed",
            _("Sets can no longer be achieved by portfolio."),
            _("What you wrote stays readable. Take an approved course for this set instead."),
        )


def require_open_for(portfolio: Portfolio, now: datetime) -> None:
    """A first version needs all that a new step needs; more information is only held to its own day."""
    if portfolio.state == Status.DRAFT:
        require_pathway(now)
        journey.require_in_time(portfolio.candidacy, now)
    elif portfolio.state != Status.MORE_INFORMATION:
        raise Refused(
            "handed_in_already", _("This portfolio is handed in already."), _("Reload to see how it stands.")
        )
    elif portfolio.more_due_on and programme_day(now) > portfolio.more_due_on:
        raise Refused(
            "more_too_late",
            _("More information was due by %(day)s.") % {"day": day_in_words(portfolio.more_due_on)},
            _("It is now decided as it stands."),
        )
    journey.require_active(portfolio.candidacy)


def require_seen(portfolio: Portfolio, seen: int | None) -> None:
    if seen is not None and seen != portfolio.version:
        raise Refused(
            "stale", _("This portfolio changed since you opened this page."), _("Look at it once more.")
        )


def require_declared(*, own: bool, private: bool) -> None:
    if not (own and private):
        raise Refused(
            "not_declared",
            _(
                "Both declarations are needed: that it is your own work, and that no patron can be recognised."
            ),
            _("Tick both if they are true."),
        )


def require_complete(found: list[Gap]) -> None:
    if found:
        sentence = ngettext_lazy(
            "One thing is still missing.", "%(count)d things are still missing.", len(found)
        )
        raise Refused("gaps", sentence % {"count": len(found)}, _("Each is listed with where to mend it."))


def require_unopened(portfolio: Portfolio) -> None:
    """Until one of the reviewers opens it, nobody has read it."""
    begun = Review.objects.of_now(portfolio).live().filter(opened_at__isnull=False).exists()
    if portfolio.state != Status.SUBMITTED or begun or portfolio.cycle > 1:
        raise Refused(
            "review_began",
            _("A reviewer is reading it, so it cannot be taken back any more."),
            _("If something is wrong with it, write to the office."),
        )
