"""The rules of a round tried on made-up or real facts: by the world before it applies, by an organiser who composes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from lsscert import clock
from lsscert.access import ANYONE, ORGANISER, STAFF, who
from scholarships.rounds.checking import Checking, answer_to, rows
from scholarships.rounds.models import Round
from scholarships.rounds.showing import public_rounds, shown
from scholarships.rounds.views.organiser import round_for


@who(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, ref: str) -> HttpResponse:
    """Posted and not asked by address, so that nobody's facts stand in a log."""
    round_ = get_object_or_404(public_rounds(), ref=ref)
    return _checked(request, round_, "scholarships/rounds/check.html")


@who(ORGANISER, STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def try_it(request: HttpRequest, ref: str) -> HttpResponse:
    """What the public page will say of who can apply, before anybody can read it."""
    return _checked(request, round_for(request, ref), "scholarships/rounds/try.html")


def _checked(request: HttpRequest, round_: Round, template: str) -> HttpResponse:
    posted, today = request.method == "POST", clock.today()
    checking = Checking(round_, request.POST if posted else None)
    context: dict[str, Any] = {"round": round_, "checking": checking, "shown": shown(round_, today)}
    wrong = posted and not checking.is_valid()
    if posted and not wrong:
        verdicts = checking.verdicts(today)
        tone, sentence = answer_to(verdicts)
        context["answer"] = {"tone": tone, "sentence": sentence, "rows": rows(verdicts)}
    return render(request, template, context, status=422 if wrong else 200)
