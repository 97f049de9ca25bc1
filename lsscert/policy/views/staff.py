"""The programme's figures at the desk: what they are, and new ones with a day they begin."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.viewer import me
from lsscert.policy import overview, services
from lsscert.policy.forms import FigureForm
from lsscert.policy.keys import KEYS
from lsscert.policy.models import PolicyRow
from lsscert.refused import Refused
from lsscert.ui.wording import day


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
    today = clock.today()
    form = FigureForm(request.POST or None, name=key, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            row = services.set_value(
                key=key,
                today=today,
                by=me(request),
                **form.cleaned_data,
            )
        except Refused as no:
            form.add_error(_field_of(no), str(no))
        else:
            messages.success(
                request, _("The new figure is in force from %(day)s.") % {"day": day(row.effective_from)}
            )
            return redirect("desk_policy_figure", key)
    context: dict[str, Any] = {"figure": overview.figure(key, today), "form": form}
    return render(request, "policy/figure.html", context, status=422 if form.errors else 200)


def _field_of(no: Refused) -> str:
    return "value" if no.code == "policy_value" else "effective_from"


@who(STAFF)
@require_POST
def take_back(request: HttpRequest, ref: str) -> HttpResponse:
    row = get_object_or_404(PolicyRow, ref=ref)
    services.take_back(row=row, today=clock.today(), by=me(request))
    messages.success(request, _("The figure that was to come is taken back."))
    return redirect("desk_policy_figure", row.key)
