"""One application from its beginning to the fee, told in the order it happened. Upper rooms add their part."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.my.helping import Asked
from lsscert import clock
from lsscert.accounts.models import Person
from lsscert.registry import Registry
from lsscert.ui.wording import day
from scholarships.applying.models import STATUS, Reference, ScholarshipApplication
from scholarships.rounds.clocks import Phase, phase_of


@dataclass(frozen=True)
class Entry:
    """As the timeline shows it; `at` None is still to come."""

    at: datetime | None
    sentence: Any
    who: str = ""


@dataclass(frozen=True)
class Standing:
    """How it stands now, in a word and a sentence, and what to do next, if anything."""

    tone: str
    word: Any
    sentence: Any
    url: str = ""
    action: Any = ""


THREAD: Registry[Callable[[ScholarshipApplication], list[Entry]]] = Registry()
ANSWERS = {
    Reference.Status.GIVEN: gettext_lazy("The letter of %(name)s is here."),
    Reference.Status.DECLINED: gettext_lazy("%(name)s declined."),
    Reference.Status.TAKEN_BACK: gettext_lazy("You took the request to %(name)s back."),
}
STANDING: Registry[Callable[[ScholarshipApplication], Standing | None]] = Registry()


def entries(application: ScholarshipApplication) -> list[Entry]:
    """Newest first."""
    own = _beginning(application)
    for letter in application.letters.all():
        own.append(Entry(letter.asked_at, _("You asked %(name)s for a letter.") % {"name": letter.name}))
        if letter.answered_at:
            own.append(
                Entry(letter.answered_at, ANSWERS[Reference.Status(letter.state)] % {"name": letter.name})
            )
    if application.checked_at:
        well = application.state != ScholarshipApplication.Status.NOT_ELIGIBLE
        own.append(
            Entry(
                application.checked_at,
                _("The facts were checked.") if well else _("It was found not eligible."),
            )
        )
    if application.withdrawn_at:
        own.append(Entry(application.withdrawn_at, _("You withdrew it.")))
    found = own + [each for more in THREAD for each in more(application)]
    return sorted(found, key=lambda each: (each.at is not None, each.at), reverse=True)


def _beginning(application: ScholarshipApplication) -> list[Entry]:
    begun = Entry(application.begun_at, _("You began your application."))
    if not application.handed_in_at:
        return [begun]
    number = {"number": application.number}
    if application.came_on:
        return [Entry(application.handed_in_at, _("It came by post; its number is %(number)s.") % number)]
    return [
        begun,
        Entry(application.handed_in_at, _("You handed it in; its number is %(number)s.") % number),
    ]


def standing(application: ScholarshipApplication) -> Standing:
    for look in STANDING:
        if found := look(application):
            return found
    info = STATUS[application.state]
    if application.state == ScholarshipApplication.Status.DRAFT:
        return _draft(application)
    news = application.round.news_by
    waits = application.state in {"handed_in", "to_check"} and news
    sentence = _("You hear by %(day)s.") % {"day": day(news)} if waits and news else info.next
    if application.state == "not_eligible":
        sentence = application.refusal_words
    return Standing(info.tone, info.candidate, sentence)


def _draft(application: ScholarshipApplication) -> Standing:
    round_ = application.round
    info = STATUS[application.state]
    if phase_of(round_, clock.today()) != Phase.OPEN or round_.closes_on is None:
        return Standing("open", info.candidate, _("The round has closed, and it was not handed in."))
    said = _("Hand it in by %(day)s.") % {"day": day(round_.closes_on)}
    return Standing(
        info.tone, info.candidate, said, reverse("my_scholarship", args=[round_.ref]), _("Go on with it")
    )


def for_home(person: Person) -> list[Asked]:
    """What waits for the person or for news, and what is theirs."""
    rows = person.scholarship_applications.select_related("round__organisation").order_by("-begun_at", "-pk")
    found = [(row, standing(row)) for row in rows[:10]]
    return [
        Asked(
            row.round.title,
            each.tone,
            each.word,
            each.sentence,
            each.url or reverse("my_scholarship", args=[row.round.ref]),
            each.action or _("Look at it"),
        )
        for row, each in found
        if each.tone in {"act", "wait", "done"}
    ]
