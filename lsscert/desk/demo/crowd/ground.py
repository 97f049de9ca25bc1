"""What the crowd stands on: the sets and their courses, prices and terms, the staff, the numbers given so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from django.db.models import F

from candidates.fees.pricing import EnrolmentPrices
from candidates.fees.services import prices_on
from competencies.courses.models import Course
from competencies.standard.models import SetEdition
from competencies.standard.services import current_edition
from lsscert.accounts.models import Membership
from lsscert.desk.demo.crowd.reviewers import reviewers_of
from lsscert.desk.demo.office import demo_course
from lsscert.money import ledger
from lsscert.money.models import Account, NumberCounter
from lsscert.policy import services as policy

Kind = Account.Kind


@dataclass(frozen=True)
class Ground:
    """`editions` in the order of the standard, the required ones first; `courses` one for each of them.

    `sources` are the accounts that payments come from, by their method; `reviewers` are those for each of the sets.
    """

    today: date
    edition: str
    editions: tuple[SetEdition, ...]
    courses: tuple[Course, ...]
    staff: tuple[int, ...]
    sources: Mapping[str, int]
    on_its_way: int
    years_to_finish: int
    certificate_years: int
    reviewers: tuple[tuple[int, ...], ...]


def survey(today: date) -> Ground:
    edition = current_edition()
    editions = tuple(SetEdition.objects.of(edition))
    return Ground(
        today=today,
        edition=edition,
        editions=editions,
        courses=tuple(demo_course(each.set.slug) for each in editions),
        staff=tuple(Membership.objects.filter(role="staff").values_list("person", flat=True)),
        sources={"card": ledger.of_kind(Kind.CARDS).pk, "cheque": ledger.outside().pk},
        on_its_way=ledger.of_kind(Kind.ON_ITS_WAY).pk,
        years_to_finish=policy.at("candidacy.years_to_finish", today),
        certificate_years=policy.at("certificate.years", today),
        reviewers=reviewers_of(editions, today),
    )


@cache
def prices(year: int) -> EnrolmentPrices:
    """Those of the first day of a year are near enough for people who are invented."""
    return prices_on(date(year, 1, 1))


class Numbers:
    """Numbers of a series, taken under the lock of its counters and given back to them at the end."""

    def __init__(self, series: str) -> None:
        self.series = series
        self.last: dict[int, int] = {}

    def lock(self) -> None:
        counters = NumberCounter.objects.select_for_update().filter(series=self.series)
        self.last = dict(counters.values_list("year", "last"))

    def next(self, year: int) -> int:
        self.last[year] = self.last.get(year, 0) + 1
        return self.last[year]

    def keep(self) -> None:
        for year, last in self.last.items():
            NumberCounter.objects.update_or_create(series=self.series, year=year, defaults={"last": last})


def take_from(sources: Mapping[str, Decimal], ground: Ground) -> None:
    """What came in from the world and stayed, by the way it came."""
    for way, amount in sources.items():
        Account.objects.filter(pk=ground.sources[way]).update(balance=F("balance") - amount)
