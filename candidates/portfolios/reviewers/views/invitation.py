"""What an invitation to review opens: who asks, what it means, one button."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from candidates.portfolios.reviewers import services
from lsscert import clock
from lsscert.accounts import links
from lsscert.accounts.models import Link
from lsscert.accounts.viewer import viewer_of
from lsscert.accounts.views.links import gone


@transaction.atomic
def invitation(request: HttpRequest, link: Link) -> HttpResponse:
    person = viewer_of(request).person
    if request.method != "POST":
        return render(
            request,
            "candidates/portfolios/reviewers/invitation.html",
            {"invited_by": link.made_by, "person": person},
        )
    if person is None:
        return redirect_to_login(request.get_full_path())
    if not links.consume(link, now=clock.now()):
        return gone(request)
    services.join(person=person, invited_by=link.made_by, now=clock.now())
    messages.success(request, _("Welcome. Next: your profile and the training."))
    return redirect("review_profile")
