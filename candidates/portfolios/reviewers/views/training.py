"""The training portfolio: read, rate, hand in, compare."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.portfolios.models import CalibrationAttempt, Rating
from candidates.portfolios.reviewers import training as services
from candidates.portfolios.reviewers.access import own_row
from lsscert import clock
from lsscert.access import REVIEWER, who
from lsscert.accounts.viewer import me
from lsscert.policy import services as policy
from lsscert.refused import Refused
from lsscert.ui.versions import version_in

FIELD = re.compile(r"rating-(\d{1,3})", re.ASCII)
BEGIN, SAVE, HAND_IN = "begin", "save", "hand_in"


@who(REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def training(request: HttpRequest) -> HttpResponse:
    """Before an attempt: what it is. During: the portfolio with its ratings. `autosave` answers in JSON."""
    row = own_row(request)
    refusal = None
    attempt = services.open_attempt(row)
    if request.method == "POST":
        try:
            return _act(request, attempt)
        except Refused as no:
            if "autosave" in request.GET:
                return JsonResponse({"detail": str(no)}, status=409)
            refusal = no
            attempt = services.open_attempt(row)
    past = row.calibrations.exclude(handed_in_at=None).order_by("-handed_in_at", "-pk")
    context = {
        "reviewer": row,
        "attempt": attempt,
        "past": past[:20],
        "refusal": refusal,
        "needed": policy.at("review.calibration_percent", clock.today()),
        "ready": services.in_use() is not None,
        "values": Rating.Value.choices,
    } | (_shown(request, attempt, refusal) if attempt else {})
    return render(
        request, "candidates/portfolios/reviewers/training.html", context, status=422 if refusal else 200
    )


def _act(request: HttpRequest, attempt: CalibrationAttempt | None) -> HttpResponse:
    act: dict[str, Any] = {"by": me(request), "now": clock.now()}
    if request.POST.get("act") == BEGIN:
        services.begin(reviewer=own_row(request), **act)
        return redirect("review_training")
    if attempt is None:
        raise Refused("handed_in_already", _("There is nothing open to rate."), _("Begin an attempt."))
    given: dict[str, Any] = {
        "attempt": attempt,
        "seen": version_in(request),
        "ratings": _given(request),
    } | act
    if "autosave" in request.GET:
        saved = services.save(**given)
        return JsonResponse({"version": saved.version, "saved_at": clock.now().isoformat()})
    if request.POST.get("act") == HAND_IN:
        done = services.hand_in(**given)
        return redirect("review_training_result", done.ref)
    services.save(**given)
    messages.success(request, _("What you rated is saved."))
    return redirect("review_training")


def _given(request: HttpRequest) -> dict[int, dict[str, str]]:
    """What was rated and said, by number of the competency."""
    numbers = {
        int(found[1])
        for name in request.POST
        if (found := FIELD.fullmatch(name.replace("comment-", "rating-")))
    }
    return {
        number: {
            "rating": request.POST.get(f"rating-{number}", ""),
            "comment": request.POST.get(f"comment-{number}", ""),
        }
        for number in numbers
    }


def _shown(request: HttpRequest, attempt: CalibrationAttempt, refusal: Refused | None) -> dict[str, Any]:
    """The competencies with what was rated; what was typed and refused stays in the boxes."""
    content = attempt.calibration.content
    said = {int(number): value for number, value in attempt.ratings.items()}
    if refusal is not None:
        said |= _given(request)
    evidence = {each["ref"]: each for each in content.get("evidence", [])}
    competencies = [
        {
            "competency": each,
            "said": said.get(each["number"], {}),
            "evidence": [
                evidence[use["ref"]] | use for use in each.get("evidence", []) if use["ref"] in evidence
            ],
        }
        for each in content["competencies"]
    ]
    rated = sum(bool(each["said"].get("rating")) for each in competencies)
    return {
        "content": content,
        "competencies": competencies,
        "rated": rated,
        "left": len(competencies) - rated,
    }


@who(REVIEWER)
@require_safe
def result(request: HttpRequest, ref: str) -> HttpResponse:
    """Each competency: what you rated, what the key says, and why."""
    row = own_row(request)
    rows = row.calibrations.exclude(handed_in_at=None).select_related("calibration")
    attempt = get_object_or_404(rows, ref=ref)
    return render(
        request,
        "candidates/portfolios/reviewers/result.html",
        {"reviewer": row, "attempt": attempt} | compared(attempt),
    )


def compared(attempt: CalibrationAttempt) -> dict[str, Any]:
    texts = {each["number"]: each for each in attempt.calibration.content["competencies"]}
    names = dict(Rating.Value.choices)
    score = services.score_of(attempt, clock.now())
    lines = [
        {
            "line": line,
            "text": texts[line.key.number]["text"],
            "yours": names.get(line.yours, ""),
            "key": names[line.key.rating],
            "comment": attempt.ratings.get(str(line.key.number), {}).get("comment", ""),
        }
        for line in score.lines
    ]
    return {"score": score, "lines": lines}
