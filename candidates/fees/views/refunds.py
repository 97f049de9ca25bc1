"""The desk's page of refunds: what is to be sent to whom, and noting that it was."""

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from candidates.fees.forms import RefundSentForm
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.viewer import me
from lsscert.money import refunding
from lsscert.money.models import Refund
from lsscert.ui.wording import money


@dataclass
class Parcel:
    """All that goes to one payer, by one cheque or transfer of the office."""

    payer: object
    refunds: list[Refund] = field(default_factory=list)

    @property
    def first(self) -> Refund:
        return self.refunds[0]

    @property
    def total(self) -> Decimal:
        return sum((refund.amount for refund in self.refunds), Decimal(0))


@who(STAFF)
@require_safe
def refunds(request: HttpRequest) -> HttpResponse:
    """What waits to be posted, one parcel a payer; below it what goes by itself, and what was posted last."""
    due = _due().order_by("payment__payer", "payment__organisation", "pk")
    going = Refund.objects.exclude(state__in=[Refund.Status.SENT, Refund.Status.STOPPED]).exclude(
        state=Refund.Status.DUE, way=Refund.Way.POST
    )
    return render(
        request,
        "candidates/fees/desk_refunds.html",
        {
            "parcels": parcels(list(due[:MOST])),
            "going": going.select_related(*_WITH)[:MOST],
            "sent": _sent()[:MOST_SENT],
        },
    )


MOST = 200
MOST_SENT = 25
_WITH = ("payment__payer", "payment__organisation")


def _due() -> QuerySet[Refund]:
    return Refund.objects.filter(state=Refund.Status.DUE, way=Refund.Way.POST).select_related(*_WITH)


def _sent() -> QuerySet[Refund]:
    rows = Refund.objects.filter(state=Refund.Status.SENT, way=Refund.Way.POST).select_related(*_WITH)
    return rows.order_by("-sent_at", "-pk")


def parcels(due: list[Refund]) -> list[Parcel]:
    """Needs the refunds of one payer beside each other."""
    return [Parcel(payer, list(theirs)) for payer, theirs in groupby(due, key=attrgetter("payment.owner"))]


@who(STAFF)
@require_POST
def refund_sent(request: HttpRequest, ref: str) -> HttpResponse:
    """The office has posted to a payer all that waits for them."""
    refund = get_object_or_404(Refund.objects.select_related(*_WITH), ref=ref)
    payment = refund.payment
    due = _due().filter(payment__payer=payment.payer, payment__organisation=payment.organisation)
    form = RefundSentForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say how the refund was sent, for example the cheque's number."))
        return redirect("desk_refunds")
    sent = refunding.mark_sent(
        refunds=list(due) or [refund],
        reference=form.cleaned_data["reference"],
        by=me(request),
        now=clock.now(),
    )
    total = sum((each.amount for each in sent), Decimal(0))
    messages.success(
        request,
        _("%(amount)s went back to %(name)s.") % {"amount": money(total), "name": payment.payer_name},
    )
    return redirect("desk_refunds")
