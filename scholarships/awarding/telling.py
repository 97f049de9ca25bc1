"""What applicants hear when a round is announced, and when somebody moves up."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lsscert.accounts.models import Person
from lsscert.letters import services as letters
from scholarships.awarding import meeting, reserve
from scholarships.awarding.models import Award
from scholarships.rounds.models import Round

ORDINALS = [
    gettext_lazy("first"),
    gettext_lazy("second"),
    gettext_lazy("third"),
    gettext_lazy("fourth"),
    gettext_lazy("fifth"),
    gettext_lazy("sixth"),
    gettext_lazy("seventh"),
    gettext_lazy("eighth"),
    gettext_lazy("ninth"),
    gettext_lazy("tenth"),
]


def ordinal(place: int) -> str:
    """ "third"; beyond the tenth "number 11"."""
    if place <= len(ORDINALS):
        return str(ORDINALS[place - 1])
    return _("number %(place)d") % {"place": place}


def next_news(round_: Round) -> date | None:
    """The day by which those in reserve hear again: when all offers that are open have been answered."""
    days = round_.awards.filter(state=Award.Status.OFFERED).values_list("accept_by", flat=True)
    return max((day for day in days if day), default=None)


def announced(*, round_: Round, outcomes: meeting.Outcomes, by: Person, now: datetime) -> None:
    for award in outcomes.awarded:
        letters.write(
            kind="scholarship_awarded", occasion=award.ref, to=award.person, award=award, round=round_
        )
    tell_those_who_wait(round_)
    for application in outcomes.not_awarded:
        letters.write(
            kind="scholarship_not_awarded",
            occasion=application.ref,
            to=application.person,
            application=application,
            round=round_,
        )


def tell_those_who_wait(round_: Round) -> None:
    """Where each of them stands now; the same place and day is not told twice."""
    places, news = reserve.places_of(round_), next_news(round_)
    for award in reserve.waiting(round_):
        place = places[award.pk]
        letters.write(
            kind="scholarship_reserve",
            occasion=f"{award.ref}:{place}:{news}",
            to=award.person,
            place=ordinal(place),
            news=news,
            round=round_,
        )


def moved_up(*, award: Award, by: Person | None, now: datetime) -> None:
    letters.write(
        kind="scholarship_moved_up", occasion=award.ref, to=award.person, award=award, round=award.round
    )


def join_in() -> None:
    meeting.ANNOUNCED.add(announced)
    reserve.MOVED_UP.add(moved_up)
