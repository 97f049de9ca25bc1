"""One payment: where each of its dollars is, the way it took, and what can be done with it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from candidates.fees.acting import Acts
from candidates.fees.payment_acts import acts_of
from candidates.fees.whereabouts import story, whereabouts
from lsscert.access import STAFF, who
from lsscert.money.models import PAYMENT_STATUS, REFUND_STATUS, Payment


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def payment(request: HttpRequest, ref: str) -> HttpResponse:
    rows = Payment.objects.with_payer().select_related("recorded_by", "deposit")
    found = get_object_or_404(rows, ref=ref)
    present = whereabouts(found)
    acts = Acts(request, acts_of(found, present))
    if request.method == "POST" and (said := acts.run()):
        messages.success(request, said)
        return redirect("desk_payment", ref)
    context = {
        "payment": found,
        "info": PAYMENT_STATUS[found.state],
        "present": present,
        "refunds": [(refund, REFUND_STATUS[refund.state]) for refund in present.refunds],
        "story": list(story(found)),
        "acts": acts,
    }
    return render(request, "candidates/fees/desk_payment.html", context, status=422 if acts.wrong else 200)
