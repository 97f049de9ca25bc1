"""What the world may read: what is open, for whom, and what came of earlier rounds."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lsscert import clock
from lsscert.access import ANYONE, who
from lsscert.accounts.models import Link, Organisation
from lsscert.accounts.viewer import viewer_of
from lsscert.accounts.views.links import gone
from scholarships.rounds import telling
from scholarships.rounds.forms import TellMeForm
from scholarships.rounds.rates import may_ask
from scholarships.rounds.showing import by_phase, public_rounds, shown


def _organisations() -> Any:
    return Organisation.objects.filter(rounds__isnull=False).distinct().order_by("name", "pk")


def _known(request: HttpRequest) -> str:
    person = viewer_of(request).person
    return person.email if person else ""


@who(ANYONE)
@require_safe
def scholarships(request: HttpRequest) -> HttpResponse:
    found = by_phase(public_rounds(), clock.today())
    organisations = _organisations()
    form = TellMeForm(organisations=organisations, known=_known(request)) if organisations else None
    return render(request, "scholarships/rounds/scholarships.html", {"found": found, "form": form})


@who(ANYONE)
@require_safe
def scholarship(request: HttpRequest, ref: str) -> HttpResponse:
    round_ = get_object_or_404(public_rounds(), ref=ref)
    context = {
        "round": round_,
        "shown": shown(round_, clock.today()),
        "questions": round_.questions.all(),
        "criteria": round_.criteria.all(),
    }
    return render(request, "scholarships/rounds/scholarship.html", context)


@who(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def tell_me(request: HttpRequest) -> HttpResponse:
    """Asked once, told once."""
    known, organisations = _known(request), _organisations()
    form = TellMeForm(
        request.POST if request.method == "POST" else None, organisations=organisations, known=known
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data.get("address", known)
        if may_ask(request, address):
            return _asked(request, form.cleaned_data["organisation"], address)
        form.add_error(
            None,
            _("This was asked often just now. Please look for our letter, or ask again in an hour."),
        )
        status = 429
    elif form.errors:
        status = 422
    return render(request, "scholarships/rounds/tell_me.html", {"form": form}, status=status)


def _asked(request: HttpRequest, organisation: Organisation, address: str) -> HttpResponse:
    person = viewer_of(request).person
    telling.ask(organisation=organisation, address=address, person=person, now=clock.now())
    said = _("We will tell you when the next round opens.")
    ask = _("We sent you a letter: open its link, so that we know the address is yours.")
    messages.success(request, said if person else ask)
    return redirect("scholarships")


def interest_link(request: HttpRequest, link: Link) -> HttpResponse:
    """What the link in the letter opens: one button."""
    if request.method == "POST":
        organisation = telling.confirm(link=link, now=clock.now())
        if organisation is None:
            return gone(request)
        messages.success(request, _("We will tell you when the next round opens."))
        return redirect("scholarships")
    organisation = get_object_or_404(Organisation, ref=link.subject)
    return render(request, "scholarships/rounds/interest.html", {"organisation": organisation})


def leave_link(request: HttpRequest, link: Link) -> HttpResponse:
    """One button; looking takes nobody off, because mail scanners look at every link."""
    if request.method == "POST":
        telling.leave(link=link, now=clock.now())
        messages.success(request, _("Your address is off the list. No more letters of this kind come."))
        return redirect("scholarships")
    return render(request, "scholarships/rounds/leave.html", {"address": link.address})
