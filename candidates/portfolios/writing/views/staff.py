from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from candidates.portfolios.models import Portfolio
from candidates.portfolios.writing import services
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.viewer import me


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def another_attempt(request: HttpRequest, ref: str) -> HttpResponse:
    """The office's consent to a new portfolio after one that was not achieved."""
    rows = Portfolio.objects.select_related("candidacy__person", "set_edition__set", "consent__given_by")
    row = get_object_or_404(rows, ref=ref)
    if row.state != Portfolio.Status.NOT_ACHIEVED:
        raise Http404
    if request.method == "POST":
        services.agree_to_another(portfolio=row, by=me(request), now=clock.now())
        messages.success(request, _("The candidate may begin a new portfolio; a letter says so."))
        return redirect("desk_portfolio_another", ref)
    return render(
        request,
        "candidates/portfolios/writing/desk_another.html",
        {"portfolio": row, "consent": getattr(row, "consent", None)},
    )
