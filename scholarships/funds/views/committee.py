"""An organisation's funds and members, for those who keep and run them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lsscert import clock
from lsscert.access import ORGANISER, STAFF, TREASURER, who
from lsscert.accounts.models import Membership, Organisation
from lsscert.accounts.viewer import me
from lsscert.money import funds as money
from lsscert.money.models import Fund
from lsscert.refs import new_ref
from lsscert.refused import Refused
from scholarships.funds import joining
from scholarships.funds.forms import FundForm, GiftForm, InviteForm, MoveForm, RollForm, TakeOutForm
from scholarships.funds.members import OF_ORGANISATIONS, has_role, organisations_of, require_role
from scholarships.funds.reading import lines

Role = Membership.Role


def _fund(request: HttpRequest, ref: str, *roles: str) -> Fund:
    fund = get_object_or_404(Fund.objects.select_related("organisation"), ref=ref)
    require_role(request, fund.organisation, *(roles or (Role.TREASURER,)))
    return fund


def _keeps(request: HttpRequest, organisation: Organisation) -> bool:
    return has_role(me(request), organisation, Role.TREASURER)


@who(TREASURER, ORGANISER)
@require_safe
def funds(request: HttpRequest) -> HttpResponse:
    found = [
        {
            "organisation": organisation,
            "keeps": _keeps(request, organisation),
            "funds": [
                {"fund": fund, "free": money.free(fund), "promised": money.promised(fund)}
                for fund in organisation.funds.all()
            ],
        }
        for organisation in organisations_of(me(request), Role.TREASURER, Role.ORGANISER)
    ]
    return render(request, "scholarships/funds/funds.html", {"found": found})


@who(TREASURER, ORGANISER)
@require_safe
def fund(request: HttpRequest, ref: str) -> HttpResponse:
    row = get_object_or_404(Fund.objects.select_related("organisation"), ref=ref)
    get_object_or_404(organisations_of(me(request), Role.TREASURER, Role.ORGANISER), pk=row.organisation_id)
    context = {
        "fund": row,
        "free": money.free(row),
        "promised": money.promised(row),
        "lines": lines(row),
        "keeps": _keeps(request, row.organisation),
    }
    return render(request, "scholarships/funds/fund.html", context)


@who(TREASURER)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, ref: str) -> HttpResponse:
    organisation = get_object_or_404(organisations_of(me(request), Role.TREASURER), ref=ref)
    form = FundForm(request.POST if request.method == "POST" else None)

    def do(data: dict[str, Any]) -> Fund:
        return money.open_fund(organisation=organisation, **data, by=me(request), now=clock.now())

    words = {"heading": _("Open a fund"), "about": organisation.name, "button": _("Open it")}
    return _act(request, form, do, words, once="")


def _act(
    request: HttpRequest, form: Any, do: Callable[[dict[str, Any]], Any], words: dict[str, Any], *, once: str
) -> HttpResponse:
    """A form that books once, however often its button is pressed."""
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            done = do(form.cleaned_data)
        except Refused as no:
            refusal = no
        else:
            messages.success(request, _("It is entered."))
            return redirect("committee_fund", done.ref if isinstance(done, Fund) else done.fund.ref)
    context = words | {"form": form, "refusal": refusal, "once": once}
    return render(
        request, "scholarships/funds/act.html", context, status=422 if request.method == "POST" else 200
    )


def _once(request: HttpRequest) -> str:
    """The entry's own reference, made when the form is drawn: pressed twice, it is the same entry."""
    return request.POST.get("once", "") if request.method == "POST" else new_ref()


def _entering(
    request: HttpRequest, ref: str, kind: Any, service: Any, words: dict[str, Any], **more: Any
) -> HttpResponse:
    row, once = _fund(request, ref), _once(request)
    bound = request.POST if request.method == "POST" else None
    form = kind(bound, initial={"on": clock.today()}, **{name: look(row) for name, look in more.items()})

    def do(data: dict[str, Any]) -> Any:
        return service(fund=row, **data, once=once, by=me(request), now=clock.now())

    return _act(request, form, do, words | {"about": row.name}, once=once)


@who(TREASURER)
@require_http_methods(["GET", "HEAD", "POST"])
def gift(request: HttpRequest, ref: str) -> HttpResponse:
    words = {"heading": _("Enter a gift"), "button": _("Enter it")}
    return _entering(request, ref, GiftForm, money.receive_gift, words)


@who(TREASURER)
@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request: HttpRequest, ref: str) -> HttpResponse:
    words = {"heading": _("Take money out"), "button": _("Take it out")}
    return _entering(request, ref, TakeOutForm, money.take_out, words)


@who(TREASURER)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, ref: str) -> HttpResponse:
    words = {"heading": _("Move money to another fund"), "button": _("Move it")}
    return _entering(
        request, ref, MoveForm, money.move, words, funds=lambda row: row.organisation.funds.exclude(pk=row.pk)
    )


@who(ORGANISER, TREASURER, STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest, ref: str) -> HttpResponse:
    """Members and roles, and the list of member numbers."""
    row = get_object_or_404(Organisation, ref=ref)
    require_role(request, row, Role.ORGANISER)
    invite = InviteForm(request.POST if "invite" in request.POST else None, prefix="invite")
    roll = RollForm(request.POST if "roll" in request.POST else None, prefix="roll")
    refusal = None
    if request.method == "POST" and all(form.is_valid() for form in (invite, roll) if form.is_bound):
        try:
            messages.success(request, _change(request, row, invite, roll))
            return redirect("committee_organisation", ref)
        except Refused as no:
            refusal = no
    rows = (
        row.memberships.filter(role__in=OF_ORGANISATIONS)
        .select_related("person")
        .order_by("person__name", "role")
    )
    context = {
        "organisation": row,
        "rows": rows,
        "invite": invite,
        "roll": roll,
        "on_roll": row.roll.count(),
        "refusal": refusal,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "scholarships/funds/organisation.html", context, status=status)


def _change(request: HttpRequest, row: Organisation, invite: InviteForm, roll: RollForm) -> str:
    by, now = me(request), clock.now()
    if invite.is_bound:
        joining.invite(organisation=row, **invite.cleaned_data, by=by, now=now)
        return _("The invitation is on its way.")
    if roll.is_bound:
        count = joining.replace_roll(organisation=row, numbers=roll.cleaned_data["numbers"], by=by)
        return _("%(count)d numbers are on the list now.") % {"count": count}
    rows = row.memberships.filter(role__in=OF_ORGANISATIONS).select_related("organisation")
    membership = get_object_or_404(rows, ref=request.POST.get("remove", ""))
    joining.take_away(membership=membership, by=by, now=now)
    return _("The role is taken away.")
