"""The desk's page of the card company: where it and our books differ, and what the office does about it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from candidates.fees import card_company
from candidates.fees.models import CardLook
from candidates.fees.money_forms import ExplainForm
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.viewer import me
from lsscert.money.gateways import GatewayAway, takes_cards
from lsscert.money.models import Difference, GatewayEvent, Payment
from lsscert.money.webhooks import Busy
from lsscert.refused import Refused

MOST = 100


@who(STAFF)
@require_safe
def card_page(request: HttpRequest) -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, form: ExplainForm | None = None) -> HttpResponse:
    events = GatewayEvent.objects.all()
    return render(
        request,
        "candidates/fees/desk_card_company.html",
        {
            "open": Difference.objects.filter(explained_at=None)[:MOST],
            "explained": Difference.objects.exclude(explained_at=None)
            .select_related("explained_by")
            .order_by("-explained_at", "-pk")[:10],
            "refused": _in_words(events.filter(refused=True)[:MOST]),
            "waiting": _in_words(events.filter(handled_at=None)[:MOST]),
            "disputed": Payment.objects.filter(state=Payment.Status.DISPUTED).with_payer()[:MOST],
            "last": CardLook.objects.first(),
            "takes_cards": takes_cards(),
            "form": form,
        },
        status=422 if form else 200,
    )


def _in_words(events: Iterable[GatewayEvent]) -> list[dict[str, Any]]:
    return [
        {
            "ref": event.ref,
            "type": event.type,
            "object_id": event.object_id,
            "received_at": event.received_at,
            "in_words": card_company.OUTCOMES.get(event.outcome, event.outcome),
        }
        for event in events
    ]


def _looking(request: HttpRequest, look: Callable[[], Any]) -> Any:
    """What a look at the card company brought; None, with a message, when it brought nothing."""
    try:
        return look()
    except GatewayAway:
        messages.error(
            request, _("The card company does not answer just now. Nothing was changed; try later.")
        )
    except Busy:
        messages.error(request, _("Somebody else works on the same payment just now. Try in a minute."))
    except Refused as no:
        messages.error(request, str(no))
    return None


@who(STAFF)
@require_POST
def look_again(request: HttpRequest) -> HttpResponse:
    """Ask the card company once more about a difference or an event, named by `ref`."""
    ref, now = request.POST.get("ref", "")[:10], clock.now()
    if difference := Difference.objects.filter(ref=ref).first():
        agrees = _looking(
            request,
            lambda: card_company.look_at_difference(difference=difference, by=me(request), now=now),
        )
        if agrees:
            messages.success(request, _("Both agree now."))
        elif agrees is not None:
            messages.warning(request, _("They still differ. Find out why, then explain it here."))
    elif event := GatewayEvent.objects.filter(ref=ref).first():
        done = _looking(request, lambda: card_company.look_at_event(event=event, by=me(request), now=now))
        if done and done.refused:
            messages.warning(request, _("It still does not fit, and nothing was booked."))
        elif done:
            messages.success(request, _("It is handled."))
    else:
        messages.error(request, _("This entry is not there any more."))
    return redirect("desk_card_company")


@who(STAFF)
@require_POST
def explain(request: HttpRequest) -> HttpResponse:
    """Close a difference with a sentence."""
    form = ExplainForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    difference = get_object_or_404(Difference, ref=form.cleaned_data["ref"])
    try:
        card_company.explain(
            difference=difference,
            explanation=form.cleaned_data["explanation"],
            by=me(request),
            now=clock.now(),
        )
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, _("It is explained and off the list."))
    return redirect("desk_card_company")
