"""What an invitation to judge a round opens."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lsscert import clock
from lsscert.accounts.models import Link
from lsscert.accounts.viewer import viewer_of
from lsscert.accounts.views.links import gone
from lsscert.refused import Refused
from scholarships.scoring import inviting


def invitation(request: HttpRequest, link: Link) -> HttpResponse:
    round_, person = inviting.round_of(link), viewer_of(request).person
    if round_ is None:
        return gone(request)
    refusal = None
    if request.method == "POST":
        if person is None:
            return redirect_to_login(request.get_full_path())
        try:
            judge = inviting.accept(link=link, by=person, now=clock.now())
        except Refused as no:
            refusal = no
        else:
            if judge is None:
                return gone(request)
            messages.success(request, _("You judge this round. Thank you."))
            return redirect("committee_recuse", round_.ref)
    context = {"round": round_, "invited_by": link.made_by, "person": person, "refusal": refusal}
    return render(request, "scholarships/scoring/invitation.html", context, status=409 if refusal else 200)
