"""A place that fell free goes to the next in reserve; a round of which nothing is left to come is closed."""

from datetime import datetime

from lsscert.accounts.models import Person
from scholarships.awarding import reserve, telling
from scholarships.awarding.models import Award
from scholarships.rounds.models import Round

Status = Award.Status


def fill_up(*, round_: Round, by: Person | None, now: datetime) -> None:
    """What is free goes to those who wait; everybody still waiting hears where they stand. For a locked round."""
    if reserve.move_up(round_=round_, by=by, now=now):
        telling.tell_those_who_wait(round_)
    close_when_done(round_=round_)


def close_when_done(*, round_: Round) -> bool:
    """A round is closed when each of its awards came to an end, and nobody waits any more."""
    open_states = [Status.OFFERED, Status.ACCEPTED, Status.RESERVE]
    if round_.state != Round.Status.ANNOUNCED or round_.awards.filter(state__in=open_states).exists():
        return False
    return (
        Round.objects.filter(pk=round_.pk, state=Round.Status.ANNOUNCED).update(state=Round.Status.CLOSED)
        == 1
    )
