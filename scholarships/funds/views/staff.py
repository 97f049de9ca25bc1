"""Organisations that give scholarships, as the desk sees them: who runs them and which rounds there are."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.models import Membership, Organisation
from lsscert.accounts.viewer import me
from lsscert.refused import Refused
from scholarships.funds import joining
from scholarships.funds.forms import OrganisationForm
from scholarships.funds.members import OF_ORGANISATIONS, people_with

Role = Membership.Role


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def scholarships(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = joining.set_up(**form.cleaned_data, by=me(request), now=clock.now())
        except Refused as no:
            form.add_error("name", str(no))
        else:
            messages.success(
                request, _("%(name)s is set up; the invitation is on its way.") % {"name": made.name}
            )
            return redirect("desk_scholarships")
    rows = Organisation.objects.filter(kind=Organisation.Kind.ASSOCIATION) | Organisation.objects.filter(
        memberships__role__in=OF_ORGANISATIONS
    )
    found = [
        {"organisation": row, "organisers": people_with(row, Role.ORGANISER), "rounds": row.rounds.all()}
        for row in rows.distinct().order_by("name")
    ]
    context = {"found": found, "form": form}
    return render(request, "scholarships/funds/desk.html", context, status=422 if form.errors else 200)
