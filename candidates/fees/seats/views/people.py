"""Who buys for an organisation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from candidates.fees.seats import members
from candidates.fees.seats.forms import InviteForm
from candidates.fees.seats.views.which import organisation_of
from lsscert import clock
from lsscert.access import SPONSOR, who
from lsscert.accounts.models import Membership
from lsscert.accounts.viewer import me
from lsscert.refused import Refused


@who(SPONSOR)
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Members and invitations; inviting one more, and taking an invitation back."""
    organisation, now = organisation_of(request), clock.now()
    if taken_back := request.POST.get("take_back"):
        link = get_object_or_404(members.invitations(organisation, now), ref=taken_back)
        members.take_invitation_back(organisation=organisation, link=link, by=me(request))
        messages.success(request, _("The invitation opens nothing any more."))
        return redirect("sponsor_people")
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            members.invite(
                organisation=organisation, address=form.cleaned_data["address"], by=me(request), now=now
            )
        except Refused as no:
            form.add_error("address", str(no))
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("sponsor_people")
    context = {
        "organisation": organisation,
        "account": members.require_member(organisation=organisation, person=me(request)),
        "members": members.members_of(organisation),
        "invitations": members.invitations(organisation, now),
        "form": form,
    }
    return render(request, "candidates/fees/seats/people.html", context, status=422 if form.errors else 200)


@who(SPONSOR)
@require_POST
def remove(request: HttpRequest, ref: str) -> HttpResponse:
    theirs = members.organisations_of(me(request))
    rows = Membership.objects.select_related("organisation", "person")
    membership = get_object_or_404(rows, ref=ref, organisation__in=theirs, role=Membership.Role.SPONSOR)
    try:
        members.remove(membership=membership, by=me(request), now=clock.now())
    except Refused as no:
        messages.error(request, str(no))
        return redirect("sponsor_people")
    if membership.person == me(request):
        messages.success(
            request, _("You do not buy for %(name)s any more.") % {"name": membership.organisation}
        )
        return redirect("home_for_me")
    messages.success(request, _("%(name)s does not buy for it any more.") % {"name": membership.person})
    return redirect("sponsor_people")
