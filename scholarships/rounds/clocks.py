"""In which phase a round is on a day. Days are the programme's; the closing day counts to its end."""

from datetime import date
from enum import StrEnum

from scholarships.rounds.models import Round


class Phase(StrEnum):
    HIDDEN = "hidden"
    COMING = "coming"
    OPEN = "open"
    DECIDING = "deciding"
    OVER = "over"


def phase(*, state: str, opens_on: date | None, closes_on: date | None, today: date) -> Phase:
    """What the world may know: a round that is decided and not announced is still being decided."""
    if state in {Round.Status.DRAFT, Round.Status.CALLED_OFF} or opens_on is None or closes_on is None:
        return Phase.HIDDEN
    if state in {Round.Status.ANNOUNCED, Round.Status.CLOSED}:
        return Phase.OVER
    if today < opens_on:
        return Phase.COMING
    return Phase.OPEN if today <= closes_on and state == Round.Status.PUBLISHED else Phase.DECIDING


def phase_of(round_: Round, today: date) -> Phase:
    return phase(state=round_.state, opens_on=round_.opens_on, closes_on=round_.closes_on, today=today)


def days_left(closes_on: date, today: date) -> int:
    """Days after today until the last; 0 on the last day itself."""
    return (closes_on - today).days
