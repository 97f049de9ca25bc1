"""An award, for whom it was awarded to: accept it, decline it, tell what it brought."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lsscert import clock
from lsscert.access import SIGNED_IN, who
from lsscert.accounts import drafts
from lsscert.accounts.viewer import me
from lsscert.refused import Refused
from lsscert.ui.versions import version_in
from scholarships.awarding.models import AWARD_STATUS, Award
from scholarships.awarding.stepping import TOLD
from scholarships.following import claiming, paying, reporting, services
from scholarships.following.forms import ReportForm
from scholarships.following.models import FollowUp
from scholarships.rounds.models import Round


def own_award(request: HttpRequest, ref: str) -> Award:
    """The newest of this person in the round, once it was announced; 404 until then."""
    rows = Award.objects.filter(round__ref=ref, round__state__in=TOLD, person=me(request))
    rows = rows.exclude(offered_at=None).select_related("round__organisation", "person", "application")
    award = rows.order_by("-pk").first()
    return award or get_object_or_404(rows)


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def award(request: HttpRequest, ref: str) -> HttpResponse:
    row, refusal = own_award(request, ref), None
    if request.method == "POST":
        try:
            messages.success(request, _answer(request, row))
            return redirect("my_award", ref)
        except Refused as no:
            refusal = no
            row = own_award(request, ref)
    invoice, claim = paying.open_invoice_of(row.person), claiming.claim_of(row)
    context = {
        "award": row,
        "round": row.round,
        "info": AWARD_STATUS[row.state],
        "parts": row.parts.select_related("fund", "cost", "payment"),
        "invoice": invoice,
        "covered": min(row.amount, invoice.left) if invoice else None,
        "report": FollowUp.objects.filter(award=row).first(),
        "claimed": claiming.is_claimed(row),
        "claim": claim,
        "given_back": claim.given_back.select_related("fund", "cost") if claim else [],
        "paid_alone": row.round.purpose == Round.Purpose.FEE
        and invoice is None
        and paying.has_paid(row.person),
        "refusal": refusal,
        "sure": request.GET.get("decline") == "1",
    }
    return render(request, "scholarships/following/award.html", context, status=409 if refusal else 200)


def _answer(request: HttpRequest, row: Award) -> str:
    if "accept" in request.POST:
        done = services.accept(award=row, by=me(request), now=clock.now())
        paid = done.state == Award.Status.PAID
        return _("It is yours, and on your invoice already.") if paid else _("It is yours.")
    if "decline" in request.POST:
        services.decline(award=row, by=me(request), now=clock.now())
        return _("You declined it. Thank you for telling us: it goes to the next in reserve.")
    raise Refused("no_answer", _("Choose one of the buttons."))


def _own_report(request: HttpRequest, ref: str) -> FollowUp:
    return get_object_or_404(
        FollowUp.objects.select_related("award__round__organisation", "award__person"),
        award__round__ref=ref,
        award__person=me(request),
    )


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, ref: str) -> HttpResponse:
    """What the award brought, in one's own words; kept as it is typed."""
    row, person = _own_report(request, ref), me(request)
    draft = drafts.load(person=person, form=reporting.draft_name(row))
    typed = draft.data.get("text", row.text)
    form = ReportForm(request.POST if request.method == "POST" else None, initial={"text": typed})
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            reporting.save(
                follow_up=row,
                text=form.cleaned_data["text"],
                hand_in="hand_in" in request.POST,
                now=clock.now(),
            )
        except Refused as no:
            refusal = no
        else:
            messages.success(request, _("Thank you.") if "hand_in" in request.POST else _("Saved."))
            return redirect("my_award_report", ref)
    context = {
        "report": row,
        "round": row.award.round,
        "award": row.award,
        "form": form,
        "version": draft.version,
        "refusal": refusal,
    }
    return render(request, "scholarships/following/report.html", context, status=422 if form.errors else 200)


@who(SIGNED_IN)
@require_POST
def save_report(request: HttpRequest, ref: str) -> JsonResponse:
    """Saving while typing: the new version, or 409 when another tab was faster."""
    row = _own_report(request, ref)
    try:
        draft = reporting.keep(
            follow_up=row,
            text=request.POST.get("text", ""),
            version=version_in(request, unreadable=0),
        )
    except Refused as no:
        return JsonResponse({"detail": str(no), "code": no.code}, status=409)
    return JsonResponse({"version": draft.version, "saved_at": draft.saved_at})
