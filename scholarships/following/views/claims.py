"""Proof of what was done and paid: sent by whom it was awarded to, checked and paid by the treasurer."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lsscert import clock
from lsscert.access import SIGNED_IN, TREASURER, who
from lsscert.accounts.models import Membership
from lsscert.accounts.viewer import me
from lsscert.files import services as files
from lsscert.policy import services as policy
from lsscert.refused import Refused
from scholarships.awarding.models import Award, AwardPart
from scholarships.following import checking, claiming, giving_back
from scholarships.following.clocks import match_of
from scholarships.following.forms import ApproveForm, BackForm, ClaimForm, MissingForm, PaidForm
from scholarships.following.models import CLAIM_STATUS, Claim, ClaimLine
from scholarships.following.views.candidate import own_award
from scholarships.funds.members import require_role

PROOFS = ("completion", "payment")
MAY_SEND = (None, Claim.Status.ASKED)


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, ref: str) -> HttpResponse:
    """What is shown for an award that is paid to a person, and how it stands."""
    award = own_award(request, ref)
    row = claiming.claim_of(award)
    if not claiming.is_claimed(award) or (row is None and award.state != Award.Status.ACCEPTED):
        raise Http404
    form, refusal = _claim_form(request, award, row), None
    if request.method == "POST" and form.is_valid():
        try:
            claiming.send(award=award, shown=form.shown(), by=me(request), now=clock.now())
            messages.success(request, _("Thank you. The treasurer looks at it and pays; you hear by letter."))
            return redirect("my_claim", ref)
        except Refused as no:
            refusal = no
    context = {
        "award": award,
        "round": award.round,
        "claim": row,
        "info": CLAIM_STATUS[row.state] if row else None,
        "form": form if (row.state if row else None) in MAY_SEND else None,
        "lines": row.lines.select_related("cost") if row else [],
        "parts": award.parts.select_related("fund", "cost"),
        "match": _match(award),
        "refusal": refusal,
    }
    status = 422 if form.errors else 409 if refusal else 200
    return render(request, "scholarships/following/claim.html", context, status=status)


def _claim_form(request: HttpRequest, award: Award, row: Claim | None) -> ClaimForm:
    posted = request.method == "POST"
    form = ClaimForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={"completed_on": row.completed_on, "match_paid": row.match_paid} if row else None,
        lines=claiming.awarded_for(award),
        costs=award.application.costs.in_bulk(),
        megabytes=policy.at("coursework.proof_megabytes", clock.today()),
        match=_match(award),
        here=[name for name in PROOFS if row and getattr(row, name)],
    )
    for line in row.lines.all() if row else ():
        form.initial[form.lines[line.cost_id]] = line.spent
    return form


def _match(award: Award) -> Decimal | None:
    percent = award.round.match_percent
    return match_of(award.amount, percent) if percent else None


@who(SIGNED_IN, file=True)
@require_safe
def own_proof(request: HttpRequest, ref: str, which: str) -> HttpResponseBase:
    return _proof(get_object_or_404(Claim, award=own_award(request, ref)), which)


def _proof(row: Claim, which: str) -> HttpResponseBase:
    stored = getattr(row, which)
    if stored is None:
        raise Http404
    return files.response(stored)


def _theirs(request: HttpRequest, ref: str) -> Claim:
    rows = Claim.objects.select_related("award__round__organisation", "award__person", "award__application")
    row = get_object_or_404(rows, ref=ref)
    require_role(request, row.award.round.organisation, Membership.Role.TREASURER)
    return row


@who(TREASURER, file=True)
@require_safe
def proof(request: HttpRequest, ref: str, which: str) -> HttpResponseBase:
    return _proof(_theirs(request, ref), which)


@who(TREASURER)
@require_http_methods(["GET", "HEAD", "POST"])
def treasurer_claim(request: HttpRequest, ref: str) -> HttpResponse:
    """Check both proofs, ask for what is missing, approve amounts, say that it was paid, or that it came back."""
    row, refusal = _theirs(request, ref), None
    lines = list(row.lines.select_related("cost"))
    parts = list(row.award.parts.select_related("fund", "cost"))
    bound = _bound(request, row, lines, parts)
    act = next((name for name in ACTS if name in request.POST), None)
    if request.method == "POST" and act and bound[act].is_valid():
        try:
            messages.success(request, ACTS[act](row, bound[act], _by(request)))
            return redirect("committee_claim", ref)
        except Refused as no:
            refusal = no
    context = {
        "claim": row,
        "award": row.award,
        "round": row.award.round,
        "info": CLAIM_STATUS[row.state],
        "parts": parts,
        "lines": lines,
        "given_back": row.given_back.select_related("fund", "cost"),
        "match": _match(row.award),
        "refusal": refusal,
        **bound,
    }
    status = 409 if refusal else 422 if request.method == "POST" else 200
    return render(request, "scholarships/following/desk_claim.html", context, status=status)


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"by": me(request), "now": clock.now()}


def _bound(
    request: HttpRequest, row: Claim, lines: list[ClaimLine], parts: list[AwardPart]
) -> dict[str, Any]:
    def said(act: str) -> dict[str, Any]:
        return {"data": request.POST if act in request.POST else None, "prefix": f"{act}-form"}

    return {
        "approve": ApproveForm(**said("approve"), lines=lines),
        "ask": MissingForm(**said("ask")),
        "back": BackForm(**said("back"), parts=parts, initial={"on": clock.today(), "seen": row.back}),
        "pay": PaidForm(**said("pay"), initial={"paid_on": clock.today()}),
    }


def _ask(row: Claim, form: MissingForm, by: dict[str, Any]) -> str:
    checking.ask(claim=row, what=form.cleaned_data["what"], **by)
    return _("They are asked for it by letter.")


def _approve(row: Claim, form: ApproveForm, by: dict[str, Any]) -> str:
    checking.approve(claim=row, amounts=form.amounts(), **by)
    return _("Approved. Pay it, then say here when and under which number.")


def _pay(row: Claim, form: PaidForm, by: dict[str, Any]) -> str:
    data = form.cleaned_data
    checking.pay(claim=row, paid_on=data["paid_on"], reference=data["reference"], **by)
    return _("Paid. They hear by letter; what was not needed is free in its fund again.")


def _back(row: Claim, form: BackForm, by: dict[str, Any]) -> str:
    giving_back.give_back(claim=row, arrived=form.arrived(), **by)
    return _("It is free in its fund again. They hear by letter.")


ACTS: dict[str, Callable[[Claim, Any, dict[str, Any]], str]] = {
    "approve": _approve,
    "ask": _ask,
    "pay": _pay,
    "back": _back,
}
