"""What stands in the way of a seat, in words for the office and, kept blind, for reviewers themselves."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from candidates.portfolios.assigning.conflicts import Conflict, Why
from candidates.portfolios.assigning.ranking import Bar, Standing, bars
from candidates.portfolios.models import Reviewer
from lsscert.reasons import Reason
from lsscert.refused import Refused
from lsscert.text import require_short, without_unstorable

LONGEST_REASON = 1000

SAID_OF_SOMEBODY = {
    Bar.RETIRED: _("no reviewer any more"),
    Bar.OWN: _("it is their own portfolio"),
    Bar.NOT_QUALIFIED: _("not qualified for this set"),
    Bar.NOT_TRAINED: _("training not passed yet"),
    Bar.NOT_AVAILABLE: _("away, or takes no portfolios now"),
    Bar.AT_CAP: _("has as many as they take in a year"),
    Bar.HAS_A_SEAT: _("reads it already"),
    Bar.DONE_WITH_IT: _("gave it back, or judged it before"),
    Bar.CONFLICT: _("must not judge this candidate"),
}
SAID_TO_THEM = {
    Bar.RETIRED: _("You are on record as retired. Write to the office if you want to come back."),
    Bar.NOT_QUALIFIED: _("You are not qualified for this set."),
    Bar.NOT_TRAINED: _("Pass the training first; after that you can take portfolios."),
    Bar.NOT_AVAILABLE: _("Your profile says that you take no portfolios now. Change it there first."),
    Bar.AT_CAP: _("You have as many this year as your profile says you take."),
    Bar.HAS_A_SEAT: _("You have this portfolio already."),
}
# The rest would say something of whose it is.
KEPT_BLIND = _("This portfolio is not for you. Take another one.")
CONFLICTS = {
    Why.SAME_PERSON: _("the candidate is the reviewer: %(mine)s"),
    Why.LISTED_PERSON: _("the reviewer's list names %(mine)s; the candidate is %(theirs)s"),
    Why.LISTED_EMPLOYER: _("the reviewer's list names %(mine)s; the candidate's record has %(theirs)s"),
    Why.SHARED_EMPLOYER: _("the reviewer works at %(mine)s; the candidate's record has %(theirs)s"),
    Why.SAME_DOMAIN: _("both have an address at the same employer: %(mine)s, %(theirs)s"),
}


def in_words(conflict: Conflict) -> Reason:
    words = {"mine": conflict.mine, "theirs": conflict.theirs}
    return Reason(conflict.why, str(CONFLICTS[conflict.why]) % words)


def why_left_out(standing: Standing, found: Iterable[Bar]) -> list[Reason]:
    """For the office: each bar, a conflict with what it rests on."""
    said: list[Reason] = []
    for bar in found:
        if bar is Bar.CONFLICT:
            said += [in_words(conflict) for conflict in standing.conflicts]
        else:
            said.append(Reason(bar, SAID_OF_SOMEBODY[bar]))
    return said


def require_may(reviewer: Reviewer, standing: Standing, *, themselves: bool) -> None:
    """Refused with the code of the first bar: retired, own, not_qualified, not_trained, at_cap, conflict and so on."""
    found = bars(standing)
    if not found:
        return
    if themselves:
        raise Refused(found[0].value, SAID_TO_THEM.get(found[0], KEPT_BLIND))
    why = "; ".join(str(reason) for reason in why_left_out(standing, found))
    raise Refused(
        found[0].value,
        _("%(name)s cannot read this portfolio: %(why)s.") % {"name": reviewer.person.name, "why": why},
        _("Choose somebody else."),
    )


def require_why(why: Any) -> str:
    why = without_unstorable(str(why or "")).strip()
    if not why:
        raise Refused("reason_missing", _("Say why, in a sentence."))
    return require_short(why, LONGEST_REASON)
