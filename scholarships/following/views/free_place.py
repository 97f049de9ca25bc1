"""A place that stays free, for those who decided the round."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lsscert import clock
from lsscert.access import COMMITTEE, ORGANISER, OUTSIDE, who
from lsscert.accounts import approvals
from lsscert.accounts.models import Membership
from lsscert.accounts.viewer import me
from lsscert.refused import Refused
from scholarships.awarding.members import require_sits
from scholarships.awarding.sitting import left_of
from scholarships.awarding.stepping import TOLD
from scholarships.following import late
from scholarships.following.models import FreePlace
from scholarships.funds.members import has_role
from scholarships.rounds.models import Round


@who(COMMITTEE, OUTSIDE, ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def free_place(request: HttpRequest, ref: str) -> HttpResponse:
    """The organiser asks for a late award or leaves the money in its fund; a second member confirms."""
    rows = Round.objects.filter(state__in=TOLD).select_related("organisation")
    round_, refusal = get_object_or_404(rows, ref=ref), None
    require_sits(request, round_)
    if request.method == "POST":
        try:
            messages.success(request, _act(request, round_))
            return redirect("committee_free_place", ref)
        except Refused as no:
            refusal = no
    context = {"round": round_, "refusal": refusal, "organises": _organises(request, round_)}
    place = late.open_place(round_)
    if place:
        context |= _of(request, round_, place)
    status = 409 if refusal else 200
    return render(request, "scholarships/following/free_place.html", context, status=status)


def _organises(request: HttpRequest, round_: Round) -> bool:
    return has_role(me(request), round_.organisation, Membership.Role.ORGANISER)


def _of(request: HttpRequest, round_: Round, place: FreePlace) -> dict[str, Any]:
    approval, person = late.waiting(place), me(request)
    return {
        "place": place,
        "count": FreePlace.objects.open().filter(round=round_).count(),
        "rows": [] if approval else late.could_have_it(round_, person),
        "left": left_of(round_),
        "approval": approval,
        "asked_it": bool(approval and approval.asked_by_id == person.pk),
        "may_confirm": bool(approval and person in late.may_confirm(approval)),
    }


def _act(request: HttpRequest, round_: Round) -> str:
    place = late.open_place(round_)
    if place is None or request.POST.get("place") != place.ref:
        raise Refused("place_settled", _("This place is settled already."), _("This is how it stands now."))
    act, by, now = request.POST.get("act", ""), me(request), clock.now()
    if act in {"confirm", "stop"}:
        return _decide(request, place, act)
    if not _organises(request, round_):
        raise Refused("not_the_organiser", _("Somebody who runs the round decides what becomes of it."))
    if act == "keep":
        late.keep(place=place, why=request.POST.get("why", ""), by=by, now=now)
        return _("It is settled. Its money is free in its fund.")
    if act == "ask":
        ref = request.POST.get("application", "")
        known = round_.applications.counted().filter(ref=ref if ref.isascii() and ref.isalnum() else "")
        late.ask(place=place, application=get_object_or_404(known), by=by, now=now)
        return _("A second member was asked. They confirm it, or it waits.")
    raise Refused("no_act", _("Choose one of the buttons."))


def _decide(request: HttpRequest, place: FreePlace, act: str) -> str:
    approval, by, now = late.waiting(place), me(request), clock.now()
    if approval is None:
        raise Refused("approval_decided", _("This has been decided meanwhile."))
    if act == "confirm":
        return approvals.confirm(approval=approval, by=by, now=now).outcome
    approvals.stop(approval=approval, why=request.POST.get("why", ""), by=by, now=now)
    return _("It is open again.")
