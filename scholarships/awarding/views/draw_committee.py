"""An organiser fixes the entries of a draw and enters the number that decides it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lsscert import clock
from lsscert.access import ORGANISER, STAFF, who
from lsscert.accounts.viewer import me
from lsscert.refused import Refused
from scholarships.awarding import draw_services
from scholarships.awarding.draw_forms import NumberForm
from scholarships.awarding.draw_showing import places, standing
from scholarships.funds.members import require_role
from scholarships.rounds.models import Round


@who(ORGANISER, STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: HttpRequest, ref: str) -> HttpResponse:
    rows = Round.objects.filter(method__in=draw_services.DRAWN).exclude(state=Round.Status.DRAFT)
    round_ = get_object_or_404(rows.select_related("organisation"), ref=ref)
    require_role(request, round_.organisation, ORGANISER)
    form = NumberForm(request.POST if request.POST.get("act") == "draw" else None)
    refusal = None
    if request.method == "POST":
        try:
            if _act(request, round_, form):
                return redirect("committee_draw", round_.ref)
        except Refused as no:
            refusal = no
    return _page(request, round_, form, refusal)


def _act(request: HttpRequest, round_: Round, form: NumberForm) -> bool:
    """Whether something was done; the form says what is wrong otherwise."""
    if request.POST.get("act") == "fix":
        draw_services.fix(round_=round_, by=me(request), now=clock.now())
        messages.success(
            request, _("The entries are fixed and published. Everybody on the list has a letter.")
        )
        return True
    if not form.is_bound:
        raise Refused("nothing_asked", _("Choose one of the buttons."))
    if not form.is_valid():
        return False
    number = form.cleaned_data["number"]
    draw_services.draw(round_=round_, outside_number=number, by=me(request), now=clock.now())
    messages.success(request, _("It is drawn. The order is public, and anybody can check it."))
    return True


def _page(request: HttpRequest, round_: Round, form: NumberForm, refusal: Refused | None) -> HttpResponse:
    made, now = draw_services.draw_of(round_), clock.now()
    over = round_.closes_on is not None and clock.today() > round_.closes_on
    context = {
        "round": round_,
        "draw": made,
        "standing": standing(round_, made, over=over),
        "form": form,
        "refusal": refusal,
        "obstacle": None if made else draw_services.obstacle(round_, now),
        "entered": round_.applications.in_the_running().count(),
        "places": places(made) if made and made.drawn_at else [],
    }
    status = 422 if refusal or form.errors else 200
    return render(request, "scholarships/awarding/draw_committee.html", context, status=status)
