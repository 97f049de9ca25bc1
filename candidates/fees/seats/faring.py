"""How those who used a seat get on, for as many as agreed to share it, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from candidates.fees.seats.models import Seat
from candidates.journey.models import STATUS, Candidacy, ChosenElective, SetAchievement
from candidates.journey.progress import progress
from competencies.standard.models import CompetencySet
from lsscert.accounts.models import Organisation
from lsscert.clock import programme_day
from lsscert.dates import months_later
from lsscert.policy import services as policy
from lsscert.registry import Registry

TERM_ENDS: Registry[Callable[[Collection[int]], Mapping[int, date]]] = Registry()
"""Keys of candidacies → the last day of each certificate that is in force. The room of certificates adds itself."""
MONTHS_AHEAD = 18


@dataclass(frozen=True)
class Fare:
    """`certified_until` is the last day of the term; None while there is no certificate in force."""

    name: str
    done: int
    needed: int
    tone: str
    label: Any
    certified_until: date | None


def fares(seats: Sequence[Seat], *, now: datetime) -> dict[int, Fare]:
    """By the key of the seat; nothing about anybody who did not agree."""
    shown = [seat for seat in seats if seat.shares_progress and seat.redeemed_by]
    candidacies = [seat.redeemed_by for seat in shown if seat.redeemed_by]
    done = _done(candidacies, now)
    terms = term_ends([candidacy.pk for candidacy in candidacies])
    return {
        seat.pk: _fare(candidacy, *done[candidacy.pk], terms.get(candidacy.pk))
        for seat, candidacy in zip(shown, candidacies, strict=True)
    }


def _fare(candidacy: Candidacy, done: int, needed: int, until: date | None) -> Fare:
    state = STATUS[candidacy.state]
    return Fare(candidacy.person.name, done, needed, state.tone, state.staff, until)


def _done(candidacies: Sequence[Candidacy], now: datetime) -> dict[int, tuple[int, int]]:
    if not candidacies:
        return {}
    ids = [candidacy.pk for candidacy in candidacies]
    required = set(CompetencySet.objects.filter(required=True).values_list("code", flat=True))
    chosen = _by_candidacy(ChosenElective.objects.filter(candidacy__in=ids), "set__code")
    standing = SetAchievement.objects.filter(candidacy__in=ids, annulled_at=None)
    achieved = _by_candidacy(standing, "set_edition__set__code")
    needed = policy.at("candidacy.electives", programme_day(now))
    found = {}
    for pk in ids:
        how_far = progress(
            required=required,
            electives_chosen=chosen[pk],
            achieved=set(achieved[pk]),
            electives_needed=needed,
        )
        found[pk] = (how_far.done, how_far.needed)
    return found


def _by_candidacy(rows: QuerySet, field: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for candidacy, value in rows.values_list("candidacy", field):
        found[candidacy].append(value)
    return found


def term_ends(candidacies: Collection[int]) -> dict[int, date]:
    found: dict[int, date] = {}
    for room in TERM_ENDS:
        found |= room(candidacies)
    return found


@dataclass(frozen=True)
class Renewal:
    name: str
    ends: date


@dataclass(frozen=True)
class Renewals:
    """Graduates on this organisation's seats whose term ends before `until`, and what renewing them would cost."""

    until: date
    price: Decimal
    coming: tuple[Renewal, ...]

    @property
    def total(self) -> Decimal:
        return self.price * len(self.coming)


def renewals(organisation: Organisation, *, today: date) -> Renewals:
    """Only those who agreed, and only terms that have not ended yet."""
    rows = Seat.objects.filter(order__organisation=organisation, shares_progress=True)
    people = dict(rows.values_list("redeemed_by", "redeemed_by__person__name"))
    until = months_later(today, MONTHS_AHEAD)
    ends = sorted((day, people[pk]) for pk, day in term_ends(list(people)).items() if today <= day <= until)
    return Renewals(until, policy.at("price.renewal", today), tuple(Renewal(name, day) for day, name in ends))
