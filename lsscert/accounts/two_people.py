"""Who may let an act happen that needs two people, who may stop it, and when it goes ahead by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from lsscert.reasons import Reason

NO_TIME = timedelta(0)


@dataclass(frozen=True)
class Someone:
    """The number of a person on record (None when they are not) and their addresses in lower case."""

    number: int | None
    addresses: frozenset[str] = frozenset()

    def is_the_same_as(self, other: "Someone") -> bool:
        same_number = self.number is not None and self.number == other.number
        return same_number or bool(self.addresses & other.addresses)


def why_not_confirm(*, waiting: bool, asker: Someone, by: Someone) -> Reason | None:
    """None when `by` may say yes. The asker never can, through whichever door and address they come."""
    if not waiting:
        return Reason("approval_decided", _("This has been decided meanwhile."))
    if by.is_the_same_as(asker):
        return Reason("approval_own", _("You asked for this yourself, so somebody else has to confirm it."))
    return None


def why_not_stop(*, waiting: bool, asker: Someone, by: Someone, why: str) -> Reason | None:
    """Anybody who was informed can stop it; the asker takes it back and owes nobody a reason."""
    if not waiting:
        return Reason("approval_decided", _("This has been decided meanwhile."))
    if not why.strip() and not by.is_the_same_as(asker):
        return Reason("approval_why", _("Say in a few words why you stop it."))
    return None


def why_not_by_itself(
    *, waiting: bool, goes_ahead_at: datetime, now: datetime, told: int, reached: int
) -> Reason | None:
    """None when it goes ahead without a second person.

    `told` is how many letters were written about it, `reached` how many of them have gone. Silence means consent
    only of people who know; where there is nobody to tell, the wait alone is left.
    """
    if not waiting:
        return Reason("approval_decided", _("This has been decided meanwhile."))
    if now < goes_ahead_at:
        return Reason("approval_early", _("Its wait is not over yet."))
    if told and not reached:
        return Reason(
            "approval_nobody_knows",
            _("None of the letters about it has gone yet, so nobody could have stopped it."),
        )
    return None


def time_left(goes_ahead_at: datetime, now: datetime) -> timedelta:
    """Never negative."""
    return max(goes_ahead_at - now, NO_TIME)
