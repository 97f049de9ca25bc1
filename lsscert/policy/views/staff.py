"""The programme's figures at the desk: what they are, and new ones with a day they begin."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.models import Person
from lsscert.accounts.viewer import me
from lsscert.clock import programme_day
from lsscert.policy import overview, proposals, services
from lsscert.policy.forms import FigureForm
from lsscert.policy.keys import KEYS
from lsscert.policy.models import PolicyRow
from lsscert.refused import Refused
from lsscert.ui.wording import day, moment


@who(STAFF)
@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    groups = overview.grouped(overview.figures(clock.today()))
    return render(request, "policy/policy.html", {"groups": groups})


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def figure(request: HttpRequest, key: str) -> HttpResponse:
    """One figure with its history, and the form for its next one."""
    if key not in KEYS:
        raise Http404
    now, today = clock.now(), clock.today()
    seen = overview.figure(key, today)
    present = seen.present.value if seen.present else ""
    form = FigureForm(request.POST or None, name=key, today=today, present=present)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, _enter(form, by=me(request), now=now))
            return redirect("desk_policy_figure", key)
        except Refused as no:
            form.add_error(_field_of(no), str(no))
    context = {
        "figure": seen,
        "form": form,
        "needs_two": services.needs_two(key),
        "waiting": proposals.waiting(key),
    }
    return render(request, "policy/figure.html", context, status=422 if form.errors else 200)


def _enter(form: FigureForm, *, by: Person, now: datetime) -> str:
    """Put the figure on record or, where it needs two people, ask for it. What happens next, in words."""
    if services.needs_two(form.name):
        asked = proposals.propose(key=form.name, by=by, now=now, **form.figure)
        return _("It waits for a second person, and goes ahead on %(moment)s unless somebody stops it.") % {
            "moment": moment(asked.goes_ahead_at)
        }
    row = services.set_value(key=form.name, today=programme_day(now), by=by, **form.figure)
    return _("The new figure is in force from %(day)s.") % {"day": day(row.effective_from)}


def _field_of(no: Refused) -> str:
    return {"policy_value": "value", "approval_waits_already": "__all__"}.get(no.code, "effective_from")


@who(STAFF)
@require_POST
def take_back(request: HttpRequest, ref: str) -> HttpResponse:
    row = get_object_or_404(PolicyRow, ref=ref)
    services.take_back(row=row, today=clock.today(), by=me(request))
    messages.success(request, _("The figure that was to come is taken back."))
    return redirect("desk_policy_figure", row.key)
