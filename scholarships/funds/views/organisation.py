"""An organisation's members and their roles, and its list of member numbers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lsscert import clock
from lsscert.access import ORGANISER, STAFF, TREASURER, who
from lsscert.accounts.models import Membership, Organisation
from lsscert.accounts.viewer import me, viewer_of
from lsscert.refused import Refused
from scholarships.funds import joining
from scholarships.funds import roll as numbers
from scholarships.funds.forms import FindForm, InviteForm, RollForm
from scholarships.funds.members import OF_ORGANISATIONS, has_role, require_role

Role = Membership.Role
SHOWN = 20


def _own(request: HttpRequest, ref: str, *roles: str) -> Organisation:
    row = get_object_or_404(Organisation, ref=ref)
    require_role(request, row, *roles)
    return row


def _runs(request: HttpRequest, row: Organisation) -> bool:
    viewer = viewer_of(request)
    return viewer.has(STAFF) or has_role(viewer.person, row, Role.ORGANISER)


@who(ORGANISER, TREASURER, STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest, ref: str) -> HttpResponse:
    """Who does what; whoever runs its rounds invites others."""
    row = _own(request, ref, Role.ORGANISER, Role.TREASURER)
    runs, refusal = _runs(request, row), None
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not runs:
        refusal = Refused("not_the_organiser", _("Somebody who runs its rounds invites people."))
    elif request.method == "POST" and form.is_valid():
        try:
            joining.invite(organisation=row, **form.cleaned_data, by=me(request), now=clock.now())
        except Refused as no:
            refusal = no
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("committee_organisation", ref)
    rows = row.memberships.filter(role__in=OF_ORGANISATIONS).select_related("person")
    context = {
        "organisation": row,
        "rows": rows.order_by("person__name", "person_id", "role"),
        "invited": joining.invited(row, clock.now()),
        "form": form,
        "runs": runs,
        "on_roll": row.roll.count(),
        "refusal": refusal,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "scholarships/funds/organisation.html", context, status=status)


@who(ORGANISER, STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def take_away(request: HttpRequest, ref: str) -> HttpResponse:
    """A role of somebody, after one more look at what it means."""
    rows = Membership.objects.filter(role__in=OF_ORGANISATIONS).select_related("organisation", "person")
    row, refusal = get_object_or_404(rows, ref=ref), None
    require_role(request, row.organisation, Role.ORGANISER)
    if request.method == "POST":
        try:
            joining.take_away(membership=row, by=me(request), now=clock.now())
        except Refused as no:
            refusal = no
        else:
            messages.success(request, _("The role is taken away."))
            return _back(request, row.organisation)
    context = {"membership": row, "organisation": row.organisation, "refusal": refusal}
    return render(request, "scholarships/funds/take_away.html", context, status=409 if refusal else 200)


def _back(request: HttpRequest, row: Organisation) -> HttpResponse:
    """Who took their own last role away has nothing to see there any more."""
    mine = viewer_of(request).has(STAFF) or has_role(me(request), row, Role.ORGANISER, Role.TREASURER)
    return redirect("committee_organisation", row.ref) if mine else redirect("home")


@who(ORGANISER, TREASURER, STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def roll(request: HttpRequest, ref: str) -> HttpResponse:
    """The member numbers: find one; paste a list, read what was understood of it, then replace or add."""
    row = _own(request, ref, Role.ORGANISER, Role.TREASURER)
    form = RollForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        read, how = form.cleaned_data["numbers"], request.POST.get("how", "")
        if how in {"replace", "add"}:
            change = numbers.replace if how == "replace" else numbers.add
            count = change(organisation=row, numbers=read.numbers)
            messages.success(request, _("Members on the list now: %(count)d.") % {"count": count})
            return redirect("committee_roll", ref)
        context = {"read": read, "change": numbers.change(row, read.numbers)}
    context |= {"organisation": row, "form": form, "on_roll": row.roll.count()} | _found(request, row)
    return render(request, "scholarships/funds/roll.html", context, status=422 if form.errors else 200)


def _found(request: HttpRequest, row: Organisation) -> dict[str, Any]:
    find = FindForm(request.GET)
    wanted = find.cleaned_data["number"] if find.is_valid() else ""
    rows = row.roll.filter(number__istartswith=wanted) if wanted else row.roll.all()
    return {
        "wanted": wanted,
        "rows": rows[:SHOWN],
        "more": max(rows.count() - SHOWN, 0),
        "today": clock.today(),
    }
