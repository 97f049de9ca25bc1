"""The desk's page about training: the portfolio in use, what was rated on it, and replacing it."""

import json
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from candidates.portfolios.models import Calibration, CalibrationAttempt
from candidates.portfolios.reviewers import training
from candidates.portfolios.reviewers.forms import CalibrationForm
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.viewer import me


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def calibration(request: HttpRequest) -> HttpResponse:
    current = training.in_use()
    form = CalibrationForm(request.POST if request.method == "POST" else None, initial=_initial(current))
    if request.method == "POST" and form.is_valid():
        training.replace(**form.cleaned_data, by=me(request), now=clock.now())
        messages.success(request, _("The new training portfolio is in use. Attempts at the old one stay."))
        return redirect("desk_calibration")
    attempts = CalibrationAttempt.objects.select_related("reviewer__person", "calibration")
    counted = Calibration.objects.annotate(
        tried=Count("attempts", filter=Q(attempts__handed_in_at__isnull=False)),
        passed=Count("attempts", filter=Q(attempts__passed=True)),
    )
    context = {
        "current": current,
        "form": form,
        "attempts": attempts.order_by("-started_at", "-pk")[:50],
        "calibrations": counted.order_by("-pk")[:20],
    }
    return render(
        request,
        "candidates/portfolios/reviewers/desk_calibration.html",
        context,
        status=422 if form.is_bound else 200,
    )


def _initial(current: Calibration | None) -> dict[str, Any]:
    if current is None:
        return {}
    return {
        "title": current.title,
        "content": json.dumps(current.content, ensure_ascii=False, indent=2),
        "key": json.dumps(current.key, ensure_ascii=False, indent=2),
    }
