"""A reviewer's own pages: profile, training, queue, figures."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.portfolios.assigning import queue
from candidates.portfolios.assigning import services as assigning
from candidates.portfolios.assigning.facts import places_for
from candidates.portfolios.markdown import render as as_html
from candidates.portfolios.models import CalibrationAttempt, MustNotJudge, Portfolio, Rating, Review, Reviewer
from candidates.portfolios.reviewers import services
from candidates.portfolios.reviewers.forms import ProfileForm
from candidates.portfolios.reviewers.showing import year_of
from candidates.portfolios.submitting import fee
from candidates.portfolios.submitting.services import newest
from lsscert import clock
from lsscert.access import REVIEWER, who
from lsscert.accounts.viewer import me
from lsscert.refused import Refused

MOST_IN_QUEUE = 30


def reviewer_of(request: HttpRequest) -> Reviewer:
    """Whoever has the role has the row."""
    return services.join(person=me(request), invited_by=None, now=clock.now())


def version_in(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else -1


@who(REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    reviewer, refusal = reviewer_of(request), None
    form = ProfileForm(request.POST if request.POST.get("act") == "save" else None, initial=_said(reviewer))
    if request.method == "POST":
        try:
            if _act(request, reviewer, form):
                return redirect("review_profile")
        except Refused as no:
            refusal = no
    context = {
        "reviewer": reviewer,
        "form": form,
        "refusal": refusal,
        "listed": reviewer.must_not_judge.all(),
        "kinds": MustNotJudge.Kind.choices,
        "sets": [each.set for each in reviewer.qualifications.select_related("set").order_by("set__id")],
    }
    failed = refusal or form.errors
    return render(
        request, "candidates/portfolios/reviewers/profile.html", context, status=422 if failed else 200
    )


def _said(reviewer: Reviewer) -> dict[str, Any]:
    return {name: getattr(reviewer, name) for name in ProfileForm.base_fields}


def _act(request: HttpRequest, reviewer: Reviewer, form: ProfileForm) -> bool:
    """Whether it was done; a form that must be mended first is shown again."""
    act = request.POST.get("act", "")
    if act == "save":
        if not form.is_valid():
            return False
        services.save_profile(reviewer=reviewer, **form.cleaned_data, version=version_in(request))
    elif act == "file" and (upload := request.FILES.get("file")):
        services.save_resume(reviewer=reviewer, upload=upload, by=me(request), now=clock.now())
    elif act == "add":
        kind, name = request.POST.get("kind", ""), request.POST.get("name", "")
        services.must_not_judge(reviewer=reviewer, kind=kind, name=name, now=clock.now())
    elif act == "remove":
        reviewer.must_not_judge.filter(ref=request.POST.get("listed", "")[:20]).delete()
    else:
        raise Refused("nothing_chosen", _("Choose a file first."))
    messages.success(request, _("Saved."))
    return True


@who(REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def training(request: HttpRequest) -> HttpResponse:
    """A made-up portfolio rated like a real one, and then beside its key."""
    reviewer, refusal = reviewer_of(request), None
    if request.method == "POST":
        try:
            return _train(request, reviewer)
        except Refused as no:
            refusal = no
    attempt = reviewer.calibrations.select_related("calibration").first()
    context: dict[str, Any] = {
        "reviewer": reviewer,
        "refusal": refusal,
        "attempt": attempt,
        "values": Rating.Value.choices,
    }
    if attempt is not None:
        context |= {"rows": _rows(request, attempt, typed=refusal is not None)}
        if attempt.handed_in_at:
            context |= {"result": services.result_of(attempt)}
    return render(
        request, "candidates/portfolios/reviewers/training.html", context, status=422 if refusal else 200
    )


def _train(request: HttpRequest, reviewer: Reviewer) -> HttpResponse:
    if "begin" in request.POST:
        services.begin_training(reviewer=reviewer, now=clock.now())
        return redirect("review_training")
    attempt = services.begin_training(reviewer=reviewer, now=clock.now())
    services.save_training(attempt=attempt, ratings=_ratings(request, attempt), version=version_in(request))
    if "hand_in" in request.POST:
        result = services.hand_in_training(attempt=attempt, now=clock.now())
        said = (
            _("Passed: you can be given portfolios now.")
            if result.passed
            else _("Not passed yet. Read why below.")
        )
        messages.success(request, said)
    else:
        messages.success(request, _("Saved."))
    return redirect("review_training")


def _ratings(request: HttpRequest, attempt: CalibrationAttempt) -> dict[str, dict[str, str]]:
    """Only numbers of this training and only known values."""
    return {
        str(line.number): {
            "value": value
            if (value := request.POST.get(f"value-{line.number}", "")) in Rating.Value.values
            else "",
            "comment": request.POST.get(f"comment-{line.number}", ""),
        }
        for line in services.key_of(attempt.calibration)
    }


def _rows(request: HttpRequest, attempt: CalibrationAttempt, *, typed: bool) -> list[dict[str, Any]]:
    given = _ratings(request, attempt) if typed and "begin" not in request.POST else attempt.ratings
    lines = {line.number: line for line in services.result_of(attempt).lines} if attempt.handed_in_at else {}
    evidence = {each["ref"]: each for each in attempt.calibration.content["evidence"]}
    return [
        {
            "competency": each,
            "html": as_html(each["response"]),
            "evidence": [{**evidence[use["ref"]], "weight": use["weight"]} for use in each["evidence"]],
            "value": given.get(str(each["number"]), {}).get("value", ""),
            "comment": given.get(str(each["number"]), {}).get("comment", ""),
            "line": lines.get(each["number"]),
        }
        for each in attempt.calibration.content["competencies"]
    ]


@who(REVIEWER)
@require_POST
def training_save(request: HttpRequest) -> JsonResponse:
    attempt = (
        reviewer_of(request).calibrations.filter(handed_in_at=None).select_related("calibration").first()
    )
    if attempt is None:
        raise Http404
    try:
        saved = services.save_training(
            attempt=attempt, ratings=_ratings(request, attempt), version=version_in(request)
        )
    except Refused as no:
        return JsonResponse({"detail": str(no), "code": no.code}, status=409)
    return JsonResponse({"version": saved.version, "saved_at": clock.now()})


@who(REVIEWER)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Portfolios without enough reviewers that this one may take. They go by their alias."""
    reviewer = reviewer_of(request)
    context = {"reviewer": reviewer, "rows": _may_take(reviewer), "year": year_of(reviewer, clock.today())}
    return render(request, "candidates/portfolios/reviewers/queue.html", context)


def _may_take(reviewer: Reviewer) -> list[dict[str, Any]]:
    found = []
    for portfolio in queue.open_for(reviewer)[:MOST_IN_QUEUE]:
        places = places_for(portfolio, today=clock.today())
        if fee.is_settled(portfolio) and any(row.pk == reviewer.pk and place.can for row, place in places):
            content = newest(portfolio).content
            found.append({"portfolio": portfolio, "evidence": len(content["evidence"])})
    return found


@who(REVIEWER)
@require_POST
def take(request: HttpRequest, ref: str) -> HttpResponse:
    """A portfolio from the queue; somebody may have been quicker."""
    portfolio = get_object_or_404(queue.open_for(reviewer_of(request)), ref=ref)
    try:
        review = assigning.take(
            portfolio=Portfolio.objects.get(pk=portfolio.pk), by=me(request), now=clock.now()
        )
    except Refused as no:
        messages.error(request, str(no))
        return redirect("review_queue")
    messages.success(request, _("It is yours. Read it when you have the time."))
    return redirect("review", review.ref)


@who(REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, ref: str) -> HttpResponse:
    review = get_object_or_404(
        Review.objects.select_related("portfolio__set_edition__set"), ref=ref, reviewer=me(request)
    )
    refusal = None
    if request.method == "POST":
        try:
            assigning.decline(review=review, why=request.POST.get("why", ""), by=me(request), now=clock.now())
        except Refused as no:
            refusal = no
        else:
            messages.success(request, _("Thank you for saying so. Somebody else is found."))
            return redirect("review_home")
    return render(
        request,
        "candidates/portfolios/reviewers/decline.html",
        {"review": review, "refusal": refusal, "why": request.POST.get("why", "")},
        status=422 if refusal else 200,
    )


@who(REVIEWER)
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    reviewer = reviewer_of(request)
    context = {"reviewer": reviewer, "year": year_of(reviewer, clock.today()), "today": clock.today()}
    return render(request, "candidates/portfolios/reviewers/figures.html", context)
