"""What an invitation opens: who asks, and one button."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from candidates.fees.seats import members
from candidates.fees.seats.views.which import CHOSEN
from lsscert import clock
from lsscert.accounts.models import Link
from lsscert.accounts.viewer import viewer_of
from lsscert.accounts.views.links import gone


def invitation(request: HttpRequest, link: Link) -> HttpResponse:
    organisation, person = members.still_holds(link), viewer_of(request).person
    if organisation is None:
        return gone(request)
    if request.method != "POST":
        context = {"organisation": organisation, "invited_by": link.made_by, "person": person}
        return render(request, "candidates/fees/seats/invitation.html", context)
    if person is None:
        return redirect_to_login(request.get_full_path())
    joined = members.join(link=link, by=person, now=clock.now())
    if joined is None:
        return gone(request)
    request.session[CHOSEN] = joined.ref
    messages.success(request, _("You buy for %(name)s from now on.") % {"name": joined})
    return redirect("sponsor_home")
