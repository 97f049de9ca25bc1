"""How far a candidate is on the way to six sets, and when the way ends."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from lsscert.dates import years_later


@dataclass(frozen=True)
class Progress:
    """Sets by their slugs. `done + len(missing_required) + electives_short == needed` always holds.

    `missing_electives` are those chosen and still to be achieved, any `electives_short` of which will do.
    `electives_to_choose` says how many more must be chosen. `extra` was achieved beyond what is needed.
    """

    done: int
    needed: int
    missing_required: tuple[str, ...]
    missing_electives: tuple[str, ...]
    counted_electives: tuple[str, ...]
    electives_short: int
    electives_to_choose: int
    extra: tuple[str, ...]

    @property
    def complete(self) -> bool:
        return self.done == self.needed


def progress(
    *,
    required: AbstractSet[str],
    electives_chosen: Sequence[str],
    achieved: AbstractSet[str],
    electives_needed: int = 3,
) -> Progress:
    """An elective achieved without having been chosen counts too, after the chosen ones."""
    chosen = [slug for slug in dict.fromkeys(electives_chosen) if slug not in required]
    electives = [slug for slug in chosen if slug in achieved]
    electives += sorted(achieved - required - set(chosen))
    counted, extra = electives[:electives_needed], electives[electives_needed:]
    short = electives_needed - len(counted)
    open_choices = [slug for slug in chosen if slug not in achieved] if short else []
    return Progress(
        done=len(required & achieved) + len(counted),
        needed=len(required) + electives_needed,
        missing_required=tuple(sorted(required - achieved)),
        missing_electives=tuple(open_choices),
        counted_electives=tuple(counted),
        electives_short=short,
        electives_to_choose=max(0, short - len(open_choices)),
        extra=tuple(extra),
    )


def pace(*, started_on: date, today: date, done: int, needed: int) -> date | None:
    """The day on which it would be finished at the pace so far; show its month, it is no promise.

    None when nothing can be said: nothing done, all done, or started today.
    """
    days = (today - started_on).days
    if days < 1 or done < 1 or done >= needed:
        return None
    return started_on + timedelta(days=-(-days * needed // done))


def deadline(accepted_on: date, years: int) -> date:
    """The last day, to its end in the programme's zone (`lsscert.dates.end_of_day`)."""
    return years_later(accepted_on, years)
