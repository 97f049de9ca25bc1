"""Credit that lies around: all of it, and one payer's."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from candidates.fees import lying_around
from candidates.fees.acting import Acts
from lsscert.access import STAFF, who
from lsscert.accounts.models import Organisation, Person
from lsscert.money import ledger
from lsscert.ui.paging import keyset_page


@who(STAFF)
@require_safe
def credits_(request: HttpRequest) -> HttpResponse:
    page = keyset_page(lying_around.credits_to_clear(), request, order=("-balance", "-pk"))
    lying = lying_around.lying_in(page.items)
    rows = [(account, lying_around.since(lying[account.pk])) for account in page]
    return render(request, "candidates/fees/desk_credits.html", {"page": page, "rows": rows})


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def of_person(request: HttpRequest, ref: str) -> HttpResponse:
    return _credit(request, get_object_or_404(Person, ref=ref), "desk_credit_of_person")


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def of_organisation(request: HttpRequest, ref: str) -> HttpResponse:
    return _credit(request, get_object_or_404(Organisation, ref=ref), "desk_credit_of_organisation")


def _credit(request: HttpRequest, payer: Any, here: str) -> HttpResponse:
    account = ledger.credit_of(payer)
    lying = lying_around.lying_in([account])[account.pk]
    acts = Acts(request, lying_around.acts_of(payer, lying))
    if request.method == "POST" and (said := acts.run()):
        messages.success(request, said)
        return redirect(here, payer.ref)
    context = {"payer": payer, "account": account, "lying": lying, "acts": acts}
    return render(request, "candidates/fees/desk_credit.html", context, status=422 if acts.wrong else 200)
