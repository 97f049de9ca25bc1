"""A place that fell free goes to the next in reserve; a round of which nothing is left to come is closed."""

from datetime import datetime

from lsscert.accounts.models import Membership, Person
from lsscert.letters import services as letters
from scholarships.awarding import reserve, telling
from scholarships.awarding.models import Award
from scholarships.following.models import FreePlace
from scholarships.funds.members import people_with
from scholarships.rounds.models import Round

Status = Award.Status


def fill_up(*, round_: Round, by: Person | None, now: datetime, left: Award | None = None) -> None:
    """What is free goes to those who wait; everybody still waiting hears where they stand. For a locked round.

    `left`: an award that ended and had taken a place. When nobody waits for it, its organisers are told.
    """
    if reserve.move_up(round_=round_, by=by, now=now):
        telling.tell_those_who_wait(round_)
    elif left and round_.state == Round.Status.ANNOUNCED and not reserve.waiting(round_):
        _stays_free(round_, left, now)
    close_when_done(round_=round_)


def _stays_free(round_: Round, left: Award, now: datetime) -> None:
    place = FreePlace.objects.create(round=round_, left_by=left, at=now)
    for organiser in people_with(round_.organisation, Membership.Role.ORGANISER):
        letters.write(
            kind="scholarship_place_free", occasion=place.ref, to=organiser, round=round_, award=left
        )


def close_when_done(*, round_: Round) -> bool:
    """A round is closed when each of its awards came to an end, nobody waits, and no free place is to be settled."""
    open_states = [Status.OFFERED, Status.ACCEPTED, Status.RESERVE]
    if round_.state != Round.Status.ANNOUNCED or round_.awards.filter(state__in=open_states).exists():
        return False
    if FreePlace.objects.open().filter(round=round_).exists():
        return False
    return (
        Round.objects.filter(pk=round_.pk, state=Round.Status.ANNOUNCED).update(state=Round.Status.CLOSED)
        == 1
    )
