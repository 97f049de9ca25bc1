"""What must hold before a decision is made or told; each says what stands in the way and what would mend it."""

from django.utils.translation import gettext_lazy as _

from candidates.portfolios.models import Decision, Portfolio
from lsscert.refused import Refused
from lsscert.text import require_short

LONGEST = 2000


def require_words(words: str, sentence: object, mend: object) -> str:
    words = words.strip()
    if not words:
        raise Refused("reason_needed", sentence, mend)
    return require_short(words, LONGEST)


def require_seen(row: Decision, seen: int | None) -> None:
    if seen is not None and seen != row.version:
        raise Refused(
            "changed_meanwhile",
            _("This was changed since you opened the page."),
            _("Look at it again, then decide."),
        )


def require_untold(decision: Decision) -> None:
    if decision.released_at:
        raise Refused(
            "released_already",
            _("The candidate has been told of this decision already."),
            _("Reload the page to see how it stands."),
        )


def require_free(decision: Decision, portfolio: Portfolio) -> None:
    require_untold(decision)
    if decision.held_by_id:
        raise Refused("held", _("This decision is held."), _("Lift the hold first; the reason is beside it."))
    if portfolio.held_since:
        raise Refused(
            "clocks_stand_still",
            _("A reviewer reported a file of this portfolio, so nothing is decided now."),
            _("Close the report first."),
        )
    if decision.cycle != portfolio.cycle:
        raise Refused(
            "sent_back",
            _("This portfolio is judged again, so this decision is not told any more."),
            _("Reload the page to see how it stands."),
        )
