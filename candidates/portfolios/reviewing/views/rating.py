"""The rating screen: what is to be judged beside the judgement, saved as one goes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.portfolios.markdown import render as as_html
from candidates.portfolios.models import Rating, Review
from candidates.portfolios.reviewing import reading, services, standing
from candidates.portfolios.reviewing.forms import RatingForm
from candidates.portfolios.reviewing.guards import LONGEST_COMMENT
from candidates.portfolios.reviewing.views.finding import in_hand
from competencies.standard.models import Competency
from lsscert import clock
from lsscert.access import REVIEWER, who
from lsscert.accounts.viewer import me
from lsscert.refused import Refused
from lsscert.text import whole_number
from lsscert.ui.versions import version_in

# What reviewing.js listens to.
SHORTCUTS = (
    (("1", "2", "3"), _("Met, Partially met, Not met")),
    (("j", "k"), _("save and go to the next, to the previous")),
    (("c",), _("write the comment")),
    (("Esc",), _("leave the comment")),
)


@who(REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def competency(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """One competency. Every way off the page by a button saves first."""
    review = in_hand(request, ref)
    found = standing.of(review)
    if number not in {row.number for row in found.rows}:
        raise Http404
    problem, form = None, RatingForm(request.POST or None)
    if request.method == "POST":
        try:
            if rating := _save(review, number, form, version_in(request)):
                return _on(request, review, rating, number)
        except Refused as no:
            problem = no
    context = _context(review, number, found) | {"form": form, "problem": problem}
    if request.method == "POST":
        context |= _as_typed(request)
    return render(
        request,
        "candidates/portfolios/reviewing/rating.html",
        context,
        status=422 if request.method == "POST" else 200,
    )


@who(REVIEWER)
@require_POST
def save(request: HttpRequest, ref: str, number: int) -> JsonResponse:
    """Saving while typing: the new version, or 409 when another tab was faster or the review is over."""
    review = in_hand(request, ref)
    form = RatingForm(request.POST)
    try:
        rating = _save(review, number, form, version_in(request))
    except Refused as no:
        return JsonResponse({"detail": str(no), "code": no.code}, status=409)
    if rating is None:
        detail = " ".join(str(text) for texts in form.errors.values() for text in texts)
        return JsonResponse({"detail": detail}, status=422)
    return JsonResponse({"version": rating.version, "saved_at": rating.saved_at})


def _save(review: Review, number: int, form: RatingForm, version: int) -> Rating | None:
    if not form.is_valid():
        return None
    row = Competency.objects.filter(set_edition=review.portfolio.set_edition, number=min(number, 999)).first()
    if row is None:
        raise Http404
    return services.save_rating(
        review=review, competency=row, version=version, now=clock.now(), **form.cleaned_data
    )


def _on(request: HttpRequest, review: Review, rating: Rating, number: int) -> HttpResponse:
    """Where the pressed button leads, unless a comment is missing that is demanded."""
    go = request.POST.get("go", "")
    if go == "next" and rating.value in {"partial", "not"} and not rating.comment:
        messages.warning(
            request,
            gettext("Your rating is kept. Please say why it is less than Met, so that it can be mended."),
        )
        return redirect("review_competency", review.ref, number)
    numbers = [row.number for row in standing.of(review).rows]
    place = numbers.index(number)
    if go == "previous" and place:
        return redirect("review_competency", review.ref, numbers[place - 1])
    if go == "next":
        if place + 1 < len(numbers):
            return redirect("review_competency", review.ref, numbers[place + 1])
        return redirect("review_hand_in", review.ref)
    if (chosen := whole_number(go, 3)) in numbers:
        return redirect("review_competency", review.ref, chosen)
    return redirect("review_competency", review.ref, number)


def _context(review: Review, number: int, found: standing.Standing) -> dict[str, Any]:
    content = reading.content_for(review)
    item = reading.item(review, number, content)
    if item is None:
        raise Http404
    numbers = [row.number for row in found.rows]
    place = numbers.index(number)
    rating = found.rows[place].rating
    return {
        "review": review,
        "standing": found,
        "item": item,
        "here": number,
        "place": place + 1,
        "previous": numbers[place - 1] if place else None,
        "following": numbers[place + 1] if place + 1 < len(numbers) else None,
        "values": Rating.Value.choices,
        "value": rating.value if rating else "",
        "comment": rating.comment if rating else "",
        "private_note": rating.private_note if rating else "",
        "version": rating.version if rating else 0,
        "saved_at": rating.saved_at if rating else None,
        "longest": LONGEST_COMMENT,
        "shortcuts": SHORTCUTS,
    }


def _as_typed(request: HttpRequest) -> dict[str, Any]:
    """Nothing that was typed is lost, whatever stood in the way."""
    names = ("value", "comment", "private_note")
    return {name: request.POST.get(name, "") for name in names} | {
        "version": version_in(request, unreadable=0)
    }


@who(REVIEWER)
@require_safe
def statement(request: HttpRequest, ref: str) -> HttpResponse:
    review = in_hand(request, ref)
    content = reading.content_for(review)
    context = {
        "review": review,
        "standing": standing.of(review),
        "statement": as_html(content.get("statement", "")),
        "here": "statement",
    }
    return render(request, "candidates/portfolios/reviewing/statement.html", context)


@who(REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything on one page before it is final."""
    review = in_hand(request, ref)
    problem = None
    if request.method == "POST":
        try:
            if request.POST.get("sure") != "yes":
                raise Refused(
                    "not_sure", _("Tick the box to hand it in."), _("It cannot be undone afterwards.")
                )
            services.hand_in(review=review, seen=version_in(request, "seen"), by=me(request), now=clock.now())
        except Refused as no:
            problem = no
        else:
            messages.success(request, gettext("Handed in. Thank you for your time and care."))
            return redirect("review", review.ref)
    context = {"review": review, "standing": standing.of(review), "problem": problem, "here": "hand-in"}
    return render(
        request, "candidates/portfolios/reviewing/hand_in.html", context, status=422 if problem else 200
    )
