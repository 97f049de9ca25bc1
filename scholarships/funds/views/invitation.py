"""What an invitation into an organisation opens."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lsscert import clock
from lsscert.accounts.models import Link, Membership
from lsscert.accounts.viewer import viewer_of
from lsscert.accounts.views.links import gone
from scholarships.funds import joining


def invitation(request: HttpRequest, link: Link) -> HttpResponse:
    meant, person = joining.meant_by(link), viewer_of(request).person
    if meant is None:
        return gone(request)
    organisation, role = meant
    if request.method == "POST":
        if person is None:
            return redirect_to_login(request.get_full_path())
        if joining.join(link=link, by=person, now=clock.now()) is None:
            return gone(request)
        messages.success(request, _("Welcome to %(name)s.") % {"name": organisation.name})
        return redirect("committee_home")
    context = {
        "organisation": organisation,
        "role": Membership.Role(role).label,
        "invited_by": link.made_by,
        "person": person,
    }
    return render(request, "scholarships/funds/invitation.html", context)
