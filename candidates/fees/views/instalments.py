"""Paying in instalments: choose how many, see days and amounts, agree; or end it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from candidates.fees import agreeing
from candidates.fees.candidate_forms import InstalmentsForm
from candidates.fees.views.own import own_invoice
from lsscert import clock
from lsscert.access import SIGNED_IN, who
from lsscert.accounts.viewer import me
from lsscert.money import sharing
from lsscert.money.csp import allows_checkout
from lsscert.money.gateways import takes_cards
from lsscert.money.instalments import Part
from lsscert.policy import services as policy
from lsscert.refused import Refused
from lsscert.ui.wording import money


@who(SIGNED_IN)
@allows_checkout
@require_http_methods(["GET", "HEAD", "POST"])
def instalments(request: HttpRequest, ref: str) -> HttpResponse:
    """The plan, or the choice of one; `?count=` shows its days and amounts before anything is agreed."""
    invoice, today = own_invoice(request, ref), clock.today()
    offers = agreeing.offers(invoice, today)
    asked = request.POST or (request.GET if "count" in request.GET else None)
    form = InstalmentsForm(asked, choices=[(count, _in_words(parts)) for count, parts in offers.items()])
    chosen = form.cleaned_data["count"] if form.is_valid() else 0
    if request.method == "POST" and chosen:
        try:
            agreeing.agree(invoice=invoice, count=form.cleaned_data["count"], by=me(request), now=clock.now())
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("Agreed. Your invoice shows what comes next."))
            return redirect("my_invoice", ref)
    context: dict[str, Any] = {
        "invoice": invoice,
        "own_part": sharing.own_part(invoice),
        "plan": agreeing.plan_of(invoice, today),
        "offers": offers,
        "form": form,
        "shown": offers.get(chosen, ()),
        "grace_days": policy.at("instalments.grace_days", today),
        "takes_cards": takes_cards(),
    }
    failed = form.is_bound and bool(form.errors)
    return render(request, "candidates/fees/instalments.html", context, status=422 if failed else 200)


def _in_words(parts: tuple[Part, ...]) -> str:
    first, last = parts[0].amount, parts[-1].amount
    words = {"count": len(parts), "each": money(first), "last": money(last)}
    if first == last:
        return _("%(count)s of %(each)s") % words
    return _("%(count)s of %(each)s, the last of %(last)s") % words


@who(SIGNED_IN)
@require_POST
def end(request: HttpRequest, ref: str) -> HttpResponse:
    agreeing.end(invoice=own_invoice(request, ref), by=me(request), now=clock.now())
    messages.success(
        request, _("The instalments are ended. What you paid counts; the rest is due as a whole.")
    )
    return redirect("my_invoice", ref)
