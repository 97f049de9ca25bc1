"""What an invitation opens: who asks, what it means, and one button."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from candidates.portfolios.reviewers import inviting
from lsscert import clock
from lsscert.accounts.models import Link
from lsscert.accounts.viewer import viewer_of
from lsscert.accounts.views.links import gone


def invitation(request: HttpRequest, link: Link) -> HttpResponse:
    person = viewer_of(request).person
    if not inviting.still_holds(link):
        return gone(request)
    if request.method != "POST":
        context = {"invited_by": link.made_by, "person": person}
        return render(request, "candidates/portfolios/reviewers/invitation.html", context)
    if person is None:
        return redirect_to_login(request.get_full_path())
    if inviting.accept(link=link, by=person, now=clock.now()) is None:
        return gone(request)
    messages.success(request, _("Welcome. Look at your profile first; the training comes after it."))
    return redirect("review_profile")
