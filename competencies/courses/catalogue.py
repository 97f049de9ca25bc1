"""The public list: what is offered for each set, best approval first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from competencies.courses.approval import Approved, best_of, date_missing
from competencies.courses.models import Bundle, Course
from competencies.courses.offers import Offer, approvals_of, offers_by_set
from competencies.courses.price import Price, price_of
from competencies.standard.models import SetEdition


@dataclass(frozen=True)
class Line:
    """A course as a list shows it."""

    course: Course
    approved: Approved
    price: Price
    date_missing: bool


@dataclass(frozen=True)
class Entry:
    """A course alone, or the courses of a bundle, which are shown together because they count only together."""

    lines: list[Line]
    bundle: Bundle | None

    @property
    def worst(self) -> Line:
        """The course that decides: a bundle is no better than it."""
        return max(self.lines, key=lambda line: line.approved.rank)

    @property
    def tone(self) -> str:
        return self.worst.approved.tone

    @property
    def providers(self) -> str:
        return ", ".join(dict.fromkeys(line.course.provider.name for line in self.lines))


@dataclass(frozen=True)
class Group:
    edition: SetEdition
    entries: list[Entry]


def catalogue(
    editions: Collection[SetEdition], *, today: date, only: Collection[int] | None = None
) -> list[Group]:
    """A group for each set. `only` are the ids of the courses looked for: a bundle is shown whole for any of them."""
    offers = offers_by_set(editions)
    groups = []
    for edition in editions:
        wanted = [offer for offer in offers[edition.pk] if only is None or _among(offer, only)]
        entries = [_entry(offer, today) for offer in wanted]
        groups.append(Group(edition, sorted(entries, key=lambda entry: entry.worst.approved.rank)))
    return [group for group in groups if group.entries or only is None]


def line_for(course: Course, today: date) -> Line:
    periods = approvals_of(course)
    return Line(course, best_of(periods, today), price_of(course.cost), date_missing(periods))


def _among(offer: Offer, only: Collection[int]) -> bool:
    return any(course.pk in only for course in offer.courses)


def _entry(offer: Offer, today: date) -> Entry:
    return Entry([line_for(course, today) for course in offer.courses], offer.bundle)
