"""The files of a portfolio as its reviewers reach them, and the way to stop at one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.portfolios.models import Evidence, Review
from candidates.portfolios.reviewing import looking, reading, reporting
from candidates.portfolios.reviewing.forms import ReportForm
from candidates.portfolios.reviewing.views.finding import in_hand, readable
from lsscert import clock
from lsscert.access import REVIEWER, who
from lsscert.accounts.viewer import me
from lsscert.files.models import StoredFile
from lsscert.refused import Refused


@who(REVIEWER, file=True)
@require_safe
def file(request: HttpRequest, ref: str, piece: str) -> HttpResponseBase:
    """A download under a neutral name; in the browser itself with `?show=1`."""
    review = readable(request, ref)
    frozen = _frozen(review, piece)
    if piece in looking.reported(review.portfolio):
        return _out_of_sight(request, review)
    name = looking.neutral_name(frozen["number"], frozen["kind"])
    return looking.answer(_stored(frozen), name=name, inline="show" in request.GET)


@who(REVIEWER, file=True)
@require_safe
def page(request: HttpRequest, ref: str, piece: str, page: int) -> HttpResponseBase:
    """The preview of a page."""
    review = readable(request, ref)
    frozen = _frozen(review, piece)
    if piece in looking.reported(review.portfolio):
        return _out_of_sight(request, review)
    found = looking.preview(_stored(frozen), page)
    if found is None:
        raise Http404
    return found


@who(REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, ref: str, piece: str) -> HttpResponse:
    """Stop and report."""
    review = in_hand(request, ref)
    frozen = _frozen(review, piece)
    evidence = get_object_or_404(Evidence, ref=piece, portfolio=review.portfolio)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reporting.report(
                review=review, evidence=evidence, by=me(request), now=clock.now(), **form.cleaned_data
            )
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(
                request,
                _(
                    "Thank you. The file is out of sight, the clocks stand still, and the office looks at it now."
                ),
            )
            return redirect("review_home")
    context = {"review": review, "piece": frozen, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "candidates/portfolios/reviewing/report.html", context, status=status)


def _frozen(review: Review, piece: str) -> dict[str, Any]:
    """The piece of evidence in what the reviewer reads now; anything else is not found."""
    evidence = reading.content_for(review).get("evidence", ())
    found = next((each for each in evidence if each["ref"] == piece), None)
    if found is None:
        raise Http404
    return found


def _stored(frozen: dict[str, Any]) -> StoredFile:
    return get_object_or_404(StoredFile, ref=frozen["file"] or "-")


def _out_of_sight(request: HttpRequest, review: Review) -> HttpResponse:
    return render(
        request, "candidates/portfolios/reviewing/out_of_sight.html", {"review": review}, status=403
    )
