"""How reviewing goes, for the desk; and a reviewer's own figures and letters of service."""

from django.db.models import Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from candidates.fees.csv_files import answer
from candidates.portfolios.models import Decision
from candidates.portfolios.quality import service
from candidates.portfolios.quality.agreement import FEWEST_REVIEWS
from candidates.portfolios.quality.counting import ALWAYS, Period, plain_counts
from candidates.portfolios.quality.own import agreement_of
from candidates.portfolios.quality.showing import quality
from candidates.portfolios.reviewers.access import own_row
from candidates.portfolios.reviewers.figures import figures_of
from lsscert import clock
from lsscert.access import REVIEWER, STAFF, who
from lsscert.accounts.models import Person
from lsscert.accounts.viewer import me
from lsscert.clock import programme_day
from lsscert.paper.download import as_download

ALL = "all"


@who(STAFF)
@require_safe
def desk_quality(request: HttpRequest) -> HttpResponse:
    """Agreement, drift and what to teach, of one year or of all."""
    year = _year(request)
    chosen = _chosen(request)
    context = {
        "found": quality(Period.of_year(year) if year else ALWAYS, chosen),
        "year": year,
        "years": _years(),
        "chosen": chosen,
        "fewest": FEWEST_REVIEWS,
    }
    return render(request, "candidates/portfolios/quality/desk.html", context)


@who(STAFF, file=True)
@require_safe
def desk_quality_csv(request: HttpRequest) -> HttpResponse:
    year = _year(request)
    head = [
        _("set"),
        _("competency"),
        _("reviewer"),
        _("quarter begins"),
        _("met"),
        _("partly"),
        _("not met"),
    ]
    rows = plain_counts(Period.of_year(year) if year else ALWAYS)
    return answer(f"ratings-{year or ALL}", head, rows)


@who(REVIEWER)
@require_safe
def own_figures(request: HttpRequest) -> HttpResponse:
    row, today = own_row(request), clock.today()
    context = {
        "figures": figures_of(row, today),
        "year": today.year,
        "agreed": agreement_of(row.person),
        "fewest": FEWEST_REVIEWS,
    }
    return render(request, "candidates/portfolios/quality/own.html", context)


@who(REVIEWER)
@require_safe
def letters_of_service(request: HttpRequest) -> HttpResponse:
    person, today = me(request), clock.today()
    found = [service.service_of(person, year, today) for year in service.years_of(person)]
    return render(request, "candidates/portfolios/quality/service.html", {"found": found})


@who(REVIEWER, file=True)
@require_safe
def letter_of_service(request: HttpRequest, year: int) -> HttpResponse:
    if not 2000 <= year <= clock.today().year:
        raise Http404
    made = service.file_of(me(request), year, clock.today())
    if made is None:
        raise Http404
    name, pdf = made
    return as_download(pdf, name)


def _year(request: HttpRequest) -> int | None:
    """The year asked for; None for all; this year for whatever is no year."""
    asked, this_year = request.GET.get("year", ""), clock.today().year
    if asked == ALL:
        return None
    known = asked.isascii() and asked.isdigit() and 2000 <= int(asked[:5]) <= this_year
    return int(asked) if known and len(asked) == 4 else this_year


def _years() -> list[int]:
    """From the first decision that is out to this year, newest first."""
    this_year = clock.today().year
    first = Decision.objects.aggregate(first=Min("released_at"))["first"]
    return list(range(this_year, (programme_day(first).year if first else this_year) - 1, -1))


def _chosen(request: HttpRequest) -> Person | None:
    ref = request.GET.get("reviewer", "")
    if not ref:
        return None
    return get_object_or_404(Person.objects.filter(reviews__isnull=False).distinct(), ref=ref[:20])
