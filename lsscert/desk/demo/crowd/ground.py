"""What the crowd stands on: the sets and their courses, prices and terms, the staff, the numbers given so far."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from candidates.fees.pricing import EnrolmentPrices
from candidates.fees.services import prices_on
from competencies.courses.models import Course
from competencies.standard.models import SetEdition
from competencies.standard.services import current_edition
from lsscert.accounts.models import Membership
from lsscert.desk.demo.office import demo_course
from lsscert.money import ledger
from lsscert.money.models import Account, NumberCounter
from lsscert.policy import services as policy


@dataclass(frozen=True)
class Ground:
    """`editions` in the order of the standard, the required ones first; `courses` one for each of them."""

    today: date
    edition: str
    editions: tuple[SetEdition, ...]
    courses: tuple[Course, ...]
    staff: tuple[int, ...]
    outside: int
    years_to_finish: int
    certificate_years: int


def survey(today: date) -> Ground:
    edition = current_edition()
    editions = tuple(SetEdition.objects.of(edition))
    return Ground(
        today=today,
        edition=edition,
        editions=editions,
        courses=tuple(demo_course(each.set.slug) for each in editions),
        staff=tuple(Membership.objects.filter(role="staff").values_list("person", flat=True)),
        outside=ledger.outside().pk,
        years_to_finish=policy.at("candidacy.years_to_finish", today),
        certificate_years=policy.at("certificate.years", today),
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


def take_from_outside(amount: Decimal, ground: Ground) -> None:
    """What came in from the world and stayed."""
    account = Account.objects.select_for_update().get(pk=ground.outside)
    account.balance -= amount
    account.save(update_fields=["balance"])
