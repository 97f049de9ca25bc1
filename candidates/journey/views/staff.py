"""The desk's pages about applications."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.journey import services, timeline
from candidates.journey.assessing import assess_application
from candidates.journey.eligibility import Verdict
from candidates.journey.forms import DecisionForm
from candidates.journey.models import STATUS, Candidacy
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.viewer import me
from lsscert.refused import Refused
from lsscert.ui.paging import keyset_page

WAITING, DECIDED = "waiting", "decided"


@who(STAFF)
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """Those that wait, longest first; or those decided, newest first."""
    show = DECIDED if request.GET.get("show") == DECIDED else WAITING
    rows = Candidacy.objects.select_related("person", "application")
    if show == WAITING:
        page = keyset_page(rows.filter(state=Candidacy.Status.SUBMITTED), request, order=("applied_at", "pk"))
    else:
        page = keyset_page(
            rows.exclude(state=Candidacy.Status.SUBMITTED), request, order=("-applied_at", "-pk")
        )
    rows_with_labels = [(row, STATUS[row.state]) for row in page]
    return render(
        request,
        "candidates/journey/desk_applications.html",
        {"page": page, "rows": rows_with_labels, "show": show},
    )


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, ref: str) -> HttpResponse:
    """One application: what was said, what the rule says, and the decision."""
    candidacy = get_object_or_404(Candidacy.objects.select_related("person", "application"), ref=ref)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, candidacy, form.cleaned_data["reason"])
        except Refused as no:
            if no.code == "already_decided":  # the form is gone from the page, so a banner says it
                messages.warning(request, str(no.sentence))
                return redirect("desk_application", candidacy.ref)
            form.add_error("reason" if no.code == "reason_needed" else None, str(no))
        else:
            return redirect("desk_applications")
    assessment = assess_application(candidacy.application)
    return render(
        request,
        "candidates/journey/desk_application.html",
        {
            "candidacy": candidacy,
            "application": candidacy.application,
            "assessment": assessment,
            "info": STATUS[candidacy.state],
            "undecided": candidacy.state == Candidacy.Status.SUBMITTED,
            "by_the_rule": assessment.verdict == Verdict.ELIGIBLE,
            "form": form,
            "entries": timeline.entries(candidacy, names=True),
        },
        status=422 if form.errors else 200,
    )


def _decide(request: HttpRequest, candidacy: Candidacy, reason: str) -> None:
    by, now = me(request), clock.now()
    name = candidacy.person.name
    if request.POST.get("decision") == "accept":
        services.accept(candidacy=candidacy, by=by, now=now, reason=reason)
        messages.success(request, _("%(name)s is accepted; the letter is on its way.") % {"name": name})
    elif request.POST.get("decision") == "refuse":
        services.refuse(candidacy=candidacy, reason=reason, by=by, now=now)
        messages.success(
            request,
            _("%(name)s was told that they are not eligible yet; the invoice is void.") % {"name": name},
        )
    else:
        raise Refused("no_decision", _("Choose one of the two buttons."))
