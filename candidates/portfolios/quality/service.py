"""The letter of service: how many portfolios somebody reviewed in a year, for which sets.

No hours stand in it, because none are recorded; and nothing of whose portfolios they were or what was said.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from candidates.portfolios.models import Review
from candidates.portfolios.quality.counting import Period
from lsscert.accounts.models import Person
from lsscert.accounts.services import PROGRAMME_OFFICE
from lsscert.clock import programme_day
from lsscert.dates import PROGRAMME_ZONE
from lsscert.letters import services as letters
from lsscert.paper import glyphs
from lsscert.words import day_in_words

TEMPLATE = "candidates/portfolios/quality/service.typ"
KIND = "service_letter"


@dataclass(frozen=True)
class Service:
    """A portfolio counts once, however many of its rounds somebody read. `sets` are name and portfolios."""

    name: str
    year: int
    sets: tuple[tuple[str, int], ...]
    portfolios: int
    complete: bool
    """Whether the year is over."""

    @property
    def file_name(self) -> str:
        return f"letter-of-service-{self.year}.pdf"


def service_of(person: Person, year: int, today: date) -> Service | None:
    """None when nothing was handed in that year."""
    rows = (
        _handed_in(year)
        .filter(reviewer=person)
        .order_by()
        .values_list("portfolio__set_edition__set__name")
        .annotate(number=Count("portfolio", distinct=True))
        .order_by("portfolio__set_edition__set__name")
    )
    sets = tuple(rows)
    if not sets:
        return None
    return Service(person.name, year, sets, sum(number for _name, number in sets), year < today.year)


def years_of(person: Person) -> list[int]:
    """The years in which they handed in a review, newest first."""
    rows = Review.objects.filter(reviewer=person, state=Review.Status.HANDED_IN, carries=False)
    years = rows.annotate(year=_year()).order_by("-year").values_list("year", flat=True)
    return list(years.distinct())


def thank_for(year: int, *, now: datetime) -> int:
    """A letter to everybody who reviewed something in a year that is over, once. How many were written to."""
    today = programme_day(now)
    if year >= today.year:
        raise ValueError("a year is thanked for when it is over")
    people = Person.objects.filter(pk__in=_handed_in(year).values("reviewer"))
    written = 0
    for person in people.order_by("pk").iterator():
        found = service_of(person, year, today)
        attach = [(KIND, f"{person.ref}-{year}")]
        letters.write(
            kind="reviewer_thanks",
            occasion=f"service {year}",
            to=person,
            attach=attach,
            service=found,
        )
        written += 1
    return written


def file_of(person: Person, year: int, today: date) -> tuple[str, bytes] | None:
    """Name and PDF; None when nothing was handed in that year."""
    found = service_of(person, year, today)
    return (found.file_name, as_pdf(found, today)) if found else None


def as_pdf(service: Service, today: date) -> bytes:
    """One page, tagged for screen readers (PDF/UA-1). Dated by the last day of the year once that is over."""
    dated = date(service.year, 12, 31) if service.complete else today
    moment = datetime.combine(dated, time(12), tzinfo=UTC)
    pdf = glyphs.typeset(
        TEMPLATE,
        partial(_data, service, dated),
        format="pdf",
        pdf_standards=glyphs.STANDARD,
        timestamp=moment,
    )
    assert isinstance(pdf, bytes)
    return pdf


def _data(service: Service, dated: date, printable: Callable[[str], str]) -> Mapping[str, Any]:
    name = printable(" ".join(service.name.split()))
    said = ngettext(
        "%(name)s reviewed one portfolio for the Library Support Staff Certification in %(year)s.",
        "%(name)s reviewed %(number)s portfolios for the Library Support Staff Certification in %(year)s.",
        service.portfolios,
    )
    return {
        "language": (get_language() or "en").split("-")[0],
        "title": _("Letter of service, %(year)s") % {"year": service.year},
        "issuer": PROGRAMME_OFFICE,
        "programme": _("Library Support Staff Certification"),
        "day": str(day_in_words(dated)),
        "said": said % {"name": name, "number": service.portfolios, "year": service.year},
        "explained": _(
            "A review is the reading of a candidate's case for one set of competencies, with a rating and a reason "
            "for every competency. It is done alone, by librarians and educators whom the programme has qualified "
            "and trained."
        ),
        "columns": [_("Competency set"), _("Portfolios")],
        "sets": [[printable(each), str(number)] for each, number in service.sets],
        "thanks": _("The programme thanks %(name)s for this work.") % {"name": name},
        "so_far": "" if service.complete else _("The year is not over: this is what was reviewed so far."),
        "across": _("Demonstration") if settings.DEMO else "",
    }


def _handed_in(year: int) -> Any:
    period = Period.of_year(year)
    return Review.objects.filter(
        state=Review.Status.HANDED_IN,
        carries=False,
        handed_in_at__gte=period.since,
        handed_in_at__lt=period.until,
    )


def _year() -> ExtractYear:
    return ExtractYear("handed_in_at", tzinfo=PROGRAMME_ZONE)
