"""Cheques that wait for the bank, and the deposits that were made of them."""

from django.contrib import messages
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.fees.act_forms import BankingForm
from candidates.fees.drawer import cheques_in_hand, slip_of
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.viewer import me
from lsscert.money import banking as bank
from lsscert.money.models import Deposit
from lsscert.paper.download import as_download
from lsscert.paper.sheet import as_pdf
from lsscert.refused import Refused
from lsscert.ui.paging import keyset_page
from lsscert.ui.wording import money

MOST = 200
"""More cheques do not fit one slip, nor one screen."""


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def banking(request: HttpRequest) -> HttpResponse:
    """Choose the cheques that go to the bank today. Those that go back to their payers are not chosen beforehand."""
    waiting = list(cheques_in_hand()[: MOST + 1])
    cheques, posts = waiting[:MOST], request.method == "POST"
    chosen = (
        set(request.POST.getlist("cheque")) if posts else {each.ref for each in cheques if not each.goes_back}
    )
    form = BankingForm(request.POST if posts else None, initial={"banked_on": clock.today()})
    if posts and form.is_valid():
        try:
            deposit = bank.bank(
                cheques=[each for each in cheques if each.ref in chosen],
                banked_on=form.cleaned_data["banked_on"],
                by=me(request),
                now=clock.now(),
            )
        except Refused as no:
            form.add_error("banked_on" if no.code == "banked_in_future" else None, str(no))
        else:
            messages.success(request, _("Deposit %(number)s is made.") % {"number": deposit.number})
            return redirect("desk_deposit", deposit.ref)
    rows = [(each, each.ref in chosen) for each in cheques]
    total = sum(each.amount for each in cheques)
    context = {"rows": rows, "form": form, "total": total, "more": len(waiting) > MOST, "most": MOST}
    return render(request, "candidates/fees/desk_banking.html", context, status=422 if form.errors else 200)


@who(STAFF)
@require_safe
def deposits(request: HttpRequest) -> HttpResponse:
    rows = Deposit.objects.select_related("by").annotate(
        count=Count("payments"), total=Sum("payments__amount")
    )
    page = keyset_page(rows, request, order=("-banked_on", "-pk"))
    return render(request, "candidates/fees/desk_deposits.html", {"page": page})


@who(STAFF)
@require_safe
def deposit(request: HttpRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(Deposit.objects.select_related("by"), ref=ref)
    cheques = list(found.payments.with_payer().order_by("pk"))
    total = money(sum(each.amount for each in cheques))
    context = {"deposit": found, "cheques": cheques, "total": total}
    return render(request, "candidates/fees/desk_deposit.html", context)


@who(STAFF, file=True)
@require_safe
def deposit_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    """The slip to hand over at the counter."""
    slip = slip_of(get_object_or_404(Deposit.objects.select_related("by"), ref=ref))
    return as_download(as_pdf(slip), slip.file_name)
