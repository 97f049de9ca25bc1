"""What a treasurer enters of a fund. A form books once, however often its button is pressed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lsscert import clock
from lsscert.access import ORGANISER, TREASURER, who
from lsscert.accounts import approvals
from lsscert.accounts.models import Approval, Membership
from lsscert.accounts.viewer import me
from lsscert.money import funds as money
from lsscert.money.models import Fund
from lsscert.refs import REF, new_ref
from lsscert.refused import Refused
from scholarships.funds import taking_out
from scholarships.funds.forms import FundForm, GiftForm, MoveForm, TakeOutForm
from scholarships.funds.members import organisations_of
from scholarships.funds.reading import standing
from scholarships.funds.views.funds import own_fund

Role = Membership.Role
FORM = "scholarships/funds/act.html"


@who(TREASURER)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, ref: str) -> HttpResponse:
    organisation = get_object_or_404(organisations_of(me(request), Role.TREASURER), ref=ref)
    form = FundForm(request.POST if request.method == "POST" else None)

    def do() -> str:
        made = money.open_fund(
            organisation=organisation, **form.cleaned_data, by=me(request), now=clock.now()
        )
        messages.success(request, _("%(fund)s is open. Now enter its first gift.") % {"fund": made.name})
        return made.ref

    words = {"heading": _("Open a fund"), "about": organisation.name, "button": _("Open it")}
    return _act(request, form, do, words)


def _act(
    request: HttpRequest, form: forms.Form, do: Callable[[], str], context: dict[str, Any]
) -> HttpResponse:
    """`do` does it with what the form holds, says so, and returns the fund to go to."""
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("committee_fund", do())
        except Refused as no:
            refusal = no
    status = 422 if request.method == "POST" else 200
    return render(request, FORM, context | {"form": form, "refusal": refusal}, status=status)


def _once(request: HttpRequest) -> str:
    """The entry's own reference, made when the form is drawn: pressed twice, it is the same entry."""
    said = request.POST.get("once", "")
    return said if REF.fullmatch(said) else new_ref()


def _bound(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@who(TREASURER)
@require_http_methods(["GET", "HEAD", "POST"])
def gift(request: HttpRequest, ref: str) -> HttpResponse:
    row, once = own_fund(request, ref, Role.TREASURER), _once(request)
    form = GiftForm(_bound(request), initial={"on": clock.today()})

    def do() -> str:
        money.receive_gift(fund=row, **form.cleaned_data, once=once, by=me(request), now=clock.now())
        messages.success(request, _("The gift is entered."))
        return row.ref

    words = {"heading": _("Enter a gift"), "button": _("Enter it"), "once": once}
    return _act(request, form, do, words | _of(row))


def _of(row: Fund) -> dict[str, Any]:
    return {"fund": row, "standing": standing(row), "about": row.organisation.name}


@who(TREASURER)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, ref: str) -> HttpResponse:
    row, once = own_fund(request, ref, Role.TREASURER), _once(request)
    others = row.organisation.funds.filter(closed_on=None).exclude(pk=row.pk)
    form = MoveForm(_bound(request), initial={"on": clock.today()}, funds=others)

    def do() -> str:
        money.move(fund=row, **form.cleaned_data, once=once, by=me(request), now=clock.now())
        messages.success(request, _("It is moved."))
        return row.ref

    words = {"heading": _("Move money to another fund"), "button": _("Move it"), "once": once}
    return _act(request, form, do, words | _of(row))


@who(TREASURER)
@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request: HttpRequest, ref: str) -> HttpResponse:
    """Typed first, then read once more and confirmed."""
    row, once = own_fund(request, ref, Role.TREASURER), _once(request)
    form = TakeOutForm(_bound(request), initial={"on": clock.today()})

    def do() -> str:
        done = taking_out.take_out(fund=row, **form.cleaned_data, once=once, by=me(request), now=clock.now())
        if isinstance(done, Approval):
            messages.info(request, _("A second person was asked. Nothing has left the fund yet."))
        else:
            messages.success(request, _("It is taken out."))
        return row.ref

    words = {"heading": _("Take money out"), "button": _("Go on"), "once": once} | _of(row)
    if request.method == "POST" and "sure" not in request.POST and form.is_valid():
        context = words | {"form": form, "limit": taking_out.limit_on(clock.now())}
        return render(request, "scholarships/funds/take_out.html", context)
    return _act(request, form, do, words)


@who(TREASURER, ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def waiting(request: HttpRequest, ref: str) -> HttpResponse:
    """Money that would leave a fund and waits for a second person: confirm it, or stop it with a reason."""
    row, refusal = own_fund(request, ref), None
    approval = taking_out.waiting(row)
    if request.method == "POST":
        try:
            messages.success(request, _decide(request, approval))
            return redirect("committee_fund", ref)
        except Refused as no:
            refusal = no
    own = bool(approval and approval.asked_by_id == me(request).pk)
    context = _of(row) | {"approval": approval, "own": own, "refusal": refusal}
    return render(request, "scholarships/funds/waiting.html", context, status=409 if refusal else 200)


def _decide(request: HttpRequest, approval: Approval | None) -> str:
    if approval is None:
        raise Refused("approval_decided", _("Nothing waits here any more."))
    by, now = me(request), clock.now()
    if "confirm" in request.POST:
        approvals.confirm(approval=approval, by=by, now=now)
        return _("It is confirmed, and taken out.")
    if "stop" in request.POST:
        approvals.stop(approval=approval, why=request.POST.get("why", "")[:500], by=by, now=now)
        return _("It is stopped; the money stays in the fund.")
    raise Refused("no_act", _("Choose one of the buttons."))


@who(TREASURER)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, ref: str) -> HttpResponse:
    row, refusal = own_fund(request, ref, Role.TREASURER), None
    if request.method == "POST":
        try:
            money.close(fund=row, by=me(request), now=clock.now())
        except Refused as no:
            refusal = no
        else:
            messages.success(request, _("%(fund)s is closed. Its ledger stays.") % {"fund": row.name})
            return redirect("committee_funds")
    context = _of(row) | {"refusal": refusal}
    return render(request, "scholarships/funds/close.html", context, status=409 if refusal else 200)
