"""Organisations that give scholarships, as the desk sees them: who runs them and which rounds there are. No money."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.models import Link, Membership, Organisation
from lsscert.accounts.viewer import me
from lsscert.money.models import Fund
from lsscert.refused import Refused
from lsscert.ui.paging import keyset_page
from scholarships.funds import joining
from scholarships.funds.forms import OrganisationForm
from scholarships.funds.members import OF_ORGANISATIONS
from scholarships.rounds.models import STATUS, Round


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
    page = keyset_page(Round.objects.select_related("organisation"), request, order=("-pk",), size=25)
    context = {
        "found": list(_organisations()),
        "rounds": [{"round": row, "info": STATUS[row.state]} for row in page],
        "page": page,
        "form": form,
    }
    return render(request, "desk/scholarships.html", context, status=422 if form.errors else 200)


def _organisations() -> Iterator[dict[str, Any]]:
    """Those with somebody in a role, an invitation, a fund or a round."""
    roles = Membership.objects.filter(organisation=OuterRef("pk"), role__in=OF_ORGANISATIONS)
    invited = {
        ref.partition(":")[0]
        for ref in Link.objects.filter(
            kind=joining.INVITATION, consumed_at=None, expires_at__gt=clock.now()
        ).values_list("subject", flat=True)
    }
    funds, rounds = (model.objects.filter(organisation=OuterRef("pk")) for model in (Fund, Round))
    rows = Organisation.objects.filter(
        Q(Exists(roles)) | Q(Exists(funds)) | Q(Exists(rounds)) | Q(ref__in=invited)
    )
    organisers: dict[int, list[str]] = {}
    for membership in Membership.objects.filter(role=Membership.Role.ORGANISER).select_related("person"):
        organisers.setdefault(membership.organisation_id, []).append(membership.person.name)
    for row in rows.annotate(count=Count("rounds")).order_by("name", "pk"):
        yield {
            "organisation": row,
            "organisers": sorted(organisers.get(row.pk, [])),
            "invited": row.ref in invited,
            "count": row.count,
        }
