"""The desk's pages of awards: what organisations have promised, and the transfers that settle it."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.fees import csv_files
from candidates.fees.awards_owed import debtors, invoices_of, owed_awards
from candidates.fees.money_forms import AwardForm, AwardTransferForm, WhyForm
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.models import Organisation
from lsscert.accounts.viewer import me
from lsscert.money import awards as money
from lsscert.money import ledger
from lsscert.money.models import AwardTransfer, Payment
from lsscert.refused import Refused
from lsscert.ui.wording import money as dollars

MOST = 50


@who(STAFF)
@require_safe
def awards(request: HttpRequest) -> HttpResponse:
    """Who owes what, longest first, and the transfers that came lately."""
    owing = debtors(owed_awards())
    return render(
        request,
        "candidates/fees/desk_awards.html",
        {
            "debtors": owing,
            "total": sum((each.total for each in owing), Decimal(0)),
            "transfers": AwardTransfer.objects.select_related("organisation", "by")[:MOST],
        },
    )


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def award_new(request: HttpRequest) -> HttpResponse:
    """An award entered by hand for an invoice; `?invoice=` fills in its number."""
    form = AwardForm(request.POST or None, initial={"number": request.GET.get("invoice", "")[:20]})
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("organisation", "amount", "reference", "fund")}
        try:
            award = money.record_award(invoice=form.invoice, by=me(request), now=clock.now(), **facts)
        except Refused as no:
            form.add_error("amount" if no.code == "beyond_invoice" else None, str(no))
        else:
            messages.success(
                request,
                _("%(name)s’s award of %(amount)s covers invoice %(number)s.")
                % {
                    "name": award.organisation,
                    "amount": dollars(award.amount),
                    "number": form.invoice.number,
                },
            )
            return redirect("desk_awards_of", facts["organisation"].ref)
    return render(
        request, "candidates/fees/desk_award_new.html", {"form": form}, status=422 if form.errors else 200
    )


def _of(ref: str) -> dict[str, Any]:
    organisation = get_object_or_404(Organisation, ref=ref)
    owed = list(owed_awards(organisation))
    numbers = invoices_of(owed)
    return {
        "organisation": organisation,
        "owed": owed,
        "rows": [{"award": award, "number": numbers.get(award.pk, "")} for award in owed],
        "total": sum((award.owed for award in owed), Decimal(0)),
    }


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def awards_of(request: HttpRequest, ref: str) -> HttpResponse:
    """What one organisation owes, and the one transfer that settles what is chosen."""
    context = _of(ref)
    form = AwardTransferForm(request.POST or None, owed=context["owed"])
    if request.method == "POST" and form.is_valid():
        try:
            sent = money.record_award_transfer(
                organisation=context["organisation"],
                awards=form.chosen,
                amount=form.cleaned_data["amount"],
                reference=form.cleaned_data["reference"],
                received_on=form.cleaned_data["received_on"],
                by=me(request),
                now=clock.now(),
            )
        except Refused as no:
            form.add_error(_FIELDS.get(no.code), str(no))
        else:
            messages.success(
                request,
                _("The transfer over %(amount)s settles %(count)d awards.")
                % {"amount": dollars(sent.amount), "count": len(form.chosen)},
            )
            return redirect("desk_awards_of", ref)
    context |= {
        "form": form,
        "transfers": AwardTransfer.objects.filter(organisation=context["organisation"]).select_related("by")[
            :MOST
        ],
        "today": clock.today(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "candidates/fees/desk_awards_of.html", context, status=status)


_FIELDS = {
    "transfer_differs": "amount",
    "transfer_known": "reference",
    "received_in_future": "received_on",
}


@who(STAFF)
@require_safe
def statement(request: HttpRequest, ref: str) -> HttpResponse:
    """The list of what is owed, on a sheet to send."""
    context = _of(ref) | {"today": clock.today()}
    return render(request, "candidates/fees/desk_awards_statement.html", context)


@who(STAFF, file=True)
@require_safe
def statement_file(request: HttpRequest, ref: str) -> HttpResponse:
    context = _of(ref)
    head = [_("Award"), _("Given on"), _("Invoice"), _("Fund"), _("Amount"), _("Still owed")]
    rows = (
        [
            row["award"].reference,
            row["award"].received_on,
            row["number"],
            row["award"].fund,
            row["award"].amount,
            row["award"].owed,
        ]
        for row in context["rows"]
    )
    return csv_files.answer(f"awards-owed-{clock.today().isoformat()}", head, rows)


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def award_back(request: HttpRequest, ref: str) -> HttpResponse:
    """All of an award off its invoice and back to its fund."""
    award = get_object_or_404(Payment.objects.select_related("organisation"), ref=ref)
    if award.method != Payment.Method.AWARD or award.organisation is None:
        messages.error(request, _("This payment is not an award."))
        return redirect("desk_awards")
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            money.take_award_back(award=award, why=form.cleaned_data["why"], by=me(request), now=clock.now())
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("The award went back to its fund; its invoice is open again."))
            return redirect("desk_awards_of", award.organisation.ref)
    number = invoices_of([award]).get(award.pk, "")
    context = {"form": form, "award": award, "number": number, "free": ledger.free(award)}
    return render(
        request, "candidates/fees/desk_award_back.html", context, status=422 if form.errors else 200
    )
