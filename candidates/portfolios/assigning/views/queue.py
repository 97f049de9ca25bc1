"""The reviewer's queue: what waits for somebody like them, taking one, and giving one back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.portfolios.assigning import queueing, services, telling
from candidates.portfolios.assigning.forms import DeclineForm
from candidates.portfolios.models import Portfolio, Review
from candidates.portfolios.reviewers.access import own_row, trained_first
from lsscert import clock
from lsscert.access import REVIEWER, who
from lsscert.accounts.viewer import me
from lsscert.refused import Refused


@who(REVIEWER)
@require_safe
@trained_first
def queue(request: HttpRequest) -> HttpResponse:
    row = own_row(request)
    standing = queueing.standing_of(row, clock.today())
    context = {
        "reviewer": row,
        "standing": standing,
        "waiting": queueing.waiting_for(row),
        "year": clock.today().year,
    }
    return render(request, "candidates/portfolios/assigning/queue.html", context)


@who(REVIEWER)
@require_POST
@trained_first
def take(request: HttpRequest, ref: str) -> HttpResponse:
    """One that is not in their queue, for whatever reason, is not there for them at all."""
    row = own_row(request)
    portfolio = get_object_or_404(Portfolio.objects.select_related("candidacy__person"), ref=ref)
    qualified = row.qualifications.filter(set=portfolio.set_edition.set_id).exists()
    if not qualified or portfolio.candidacy.person_id == row.person_id:
        raise Http404
    try:
        review = services.take(portfolio=portfolio, by=me(request), now=clock.now())
    except Refused as no:
        messages.error(request, str(no))
        return redirect("review_queue")
    messages.success(request, _("“%(alias)s” is yours to review.") % {"alias": portfolio.alias})
    return redirect(telling.address(review))


@who(REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, ref: str) -> HttpResponse:
    """Giving one back that was not opened, with a reason for the office."""
    rows = Review.objects.select_related("portfolio__set_edition__set", "portfolio__candidacy")
    review = get_object_or_404(rows, ref=ref, reviewer=me(request))
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.decline(review=review, why=form.cleaned_data["why"], by=me(request), now=clock.now())
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("Thank you for saying so. The office finds somebody else."))
            return redirect("review_queue")
    return render(
        request,
        "candidates/portfolios/assigning/decline.html",
        {
            "review": review,
            "form": form,
            "may": review.state == Review.Status.ASSIGNED and review.opened_at is None,
        },
        status=422 if form.errors else 200,
    )
