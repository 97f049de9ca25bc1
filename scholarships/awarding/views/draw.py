"""The draw of a round, for anybody to read and to check."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from lsscert import clock
from lsscert.access import ANYONE, who
from lsscert.text import tidy_line
from scholarships.awarding import drawing
from scholarships.awarding.draw_models import Draw
from scholarships.awarding.draw_services import DRAWN, draw_of, published
from scholarships.awarding.draw_showing import find, places, public_values, standing, tickets
from scholarships.rounds.models import Round

HIDDEN = (Round.Status.DRAFT, Round.Status.CALLED_OFF)
LONGEST_CODE = 20


def _found(ref: str) -> tuple[Round, Draw | None]:
    """Also of a round that was called off after its entries were fixed: nobody shall hide a draw."""
    seen = ~Q(state__in=HIDDEN) | Q(the_draw__isnull=False)
    rows = Round.objects.filter(seen, method__in=DRAWN).select_related("organisation")
    round_ = get_object_or_404(rows, ref=ref)
    return round_, draw_of(round_)


@who(ANYONE)
@require_safe
def draw(request: HttpRequest, ref: str) -> HttpResponse:
    round_, made = _found(ref)
    over = round_.closes_on is not None and clock.today() > round_.closes_on
    context: dict[str, Any] = {"round": round_, "draw": made, "standing": standing(round_, made, over=over)}
    if made is not None:
        typed = tidy_line(request.GET.get("entry", ""))[:LONGEST_CODE]
        context |= {"typed": typed, "found": find(made, typed), "entries": drawing.from_json(made.entries)}
        context["groups"] = len({each.group for each in context["entries"]}) > 1
    if made is not None and made.drawn_at:
        again = drawing.recompute(published(made))
        context |= {"places": places(made), "again": again, "tickets": tickets(made, again)}
    return render(request, "scholarships/awarding/draw.html", context)


@who(ANYONE, file=True)
@require_safe
def values(request: HttpRequest, ref: str) -> JsonResponse:
    _round, made = _found(ref)
    if made is None:
        raise Http404
    answer = JsonResponse(public_values(made), json_dumps_params={"indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="draw-{ref}.json"'
    return answer
