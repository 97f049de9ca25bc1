"""The desk's side of “stop and report”: look at the file, ask for another, or clear it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.portfolios.clocks import UNSETTLED
from candidates.portfolios.deciding.forms import AskForm
from candidates.portfolios.models import Report
from candidates.portfolios.models.reports import REPORT_STATUS
from candidates.portfolios.reviewing import looking, reporting
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.viewer import me
from lsscert.refused import Refused
from lsscert.ui.paging import keyset_page


@who(STAFF)
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    closed = request.GET.get("show") == "closed"
    rows = Report.objects.select_related(
        "portfolio__candidacy__person", "portfolio__set_edition__set", "evidence"
    )
    found = rows.exclude(state__in=UNSETTLED) if closed else rows.filter(state__in=UNSETTLED)
    page = keyset_page(found, request, order=("-reported_at", "-pk") if closed else ("reported_at", "pk"))
    for row in page.items:
        row.info = REPORT_STATUS[row.state]
    return render(request, "candidates/portfolios/deciding/reports.html", {"page": page, "closed": closed})


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, ref: str) -> HttpResponse:
    row = _report(ref)
    pressed = request.POST.get("decision", "")
    form = AskForm(request.POST if pressed == "ask" else None)
    if request.method == "POST":
        try:
            if said := _act(request, row, form, pressed):
                messages.success(request, said)
                return redirect("desk_portfolio_report", row.ref)
        except Refused as no:
            messages.error(request, str(no))
            row = _report(ref)
    context = {
        "report": row,
        "info": REPORT_STATUS[row.state],
        "form": form,
        "unsettled": row.state in UNSETTLED,
        "inline": row.file is not None and row.file.kind in looking.INLINE,
        "is_picture": row.file is not None and row.file.kind.startswith("image/"),
        "others": row.portfolio.reports.filter(state__in=UNSETTLED).exclude(pk=row.pk).count(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "candidates/portfolios/deciding/report.html", context, status=status)


def _report(ref: str) -> Report:
    rows = Report.objects.select_related(
        "portfolio__candidacy__person",
        "portfolio__set_edition__set",
        "evidence",
        "file",
        "handled_by",
        "review__reviewer",
    )
    return get_object_or_404(rows, ref=ref)


def _act(request: HttpRequest, row: Report, form: AskForm, pressed: str) -> str:
    by, now = me(request), clock.now()
    if pressed == "ask":
        if not form.is_valid():
            return ""
        reporting.ask_for_another(report=row, words=form.cleaned_data["words"], by=by, now=now)
        return _("The candidate is asked for another file. The clocks stand still until it comes.")
    if pressed == "dismiss":
        reporting.dismiss(report=row, by=by, now=now)
        return _("Nothing is wrong with it: reviewers see it again.")
    raise Refused("no_button", _("Choose one of the buttons."))


@who(STAFF, file=True)
@require_safe
def file(request: HttpRequest, ref: str) -> HttpResponseBase:
    """The file as it was reported; in the browser itself with `?show=1`."""
    row = get_object_or_404(Report.objects.select_related("file", "evidence"), ref=ref)
    if row.file is None:
        raise Http404
    name = looking.neutral_name(row.evidence.number, row.file.kind)
    return looking.answer(row.file, name=name, inline="show" in request.GET)
