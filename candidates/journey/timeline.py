"""The plain words for every fact. Rooms above add their own codes; a fact without words fails a test."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from candidates.journey.models import Candidacy, Fact
from lsscert.words import day_in_words

SENTENCES: dict[str, Any] = {
    "application_submitted": _("You applied."),
    "application_withdrawn": _("You withdrew your application."),
    "candidacy_ended": _("The office ended your candidacy: %(reason)s"),
    "accepted": _("The office accepted your application. You have until %(deadline)s to finish."),
    "not_eligible": _("The office decided that you are not eligible yet: %(reason)s"),
    "application_reopened": _("After your appeal the office decides on your application anew."),
    "fee_settled": _("Your enrolment fee was settled."),
    "fee_unsettled": _("%(left)s of your enrolment fee is open again."),
    "active": _("You became an active candidate."),
    "electives_chosen": _("You chose your electives: %(sets)s."),
    "set_achieved": _("You achieved %(set)s. What counted: %(source)s."),
    "set_annulled": _("%(set)s no longer counts as achieved: %(reason)s"),
    "place_lapsed": _("Your accepted place lapsed because the fee was not settled in time."),
    "candidacy_lapsed": _("Your four years ended before six sets were done."),
    "certified": _("You were certified."),
}


@dataclass(frozen=True)
class Entry:
    """One line of a timeline. `who` is empty when the candidate did it or nobody in person."""

    at: datetime
    sentence: str
    who: str


def say(more: Mapping[str, Any]) -> None:
    """Add the words for an upper room's facts."""
    SENTENCES.update(more)


def sentence(fact: Fact) -> str:
    return str(SENTENCES[fact.code]) % {key: _in_words(value) for key, value in fact.params.items()}


def entries(candidacy: Candidacy, *, limit: int | None = None, names: bool = False) -> list[Entry]:
    """Newest first. `names` tells who did it, for staff; candidates read of "the office" only."""
    facts = candidacy.facts.select_related("by")[:limit]
    return [Entry(fact.at, sentence(fact), fact.by.name if names and fact.by else "") for fact in facts]


def _in_words(value: Any) -> str:
    """Days are stored as ISO text and shown as people write them."""
    try:
        return str(day_in_words(date.fromisoformat(value)))
    except (TypeError, ValueError):
        return str(value)
