"""Where Stripe tells us that something happened."""

import json
import logging
from typing import Any

import stripe
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from lsscert import clock
from lsscert.access import ANYONE, who
from lsscert.money import webhooks
from lsscert.money.gateways import GatewayAway

log = logging.getLogger(__name__)
MAX_BYTES = 256 * 1024
TOLERANCE = 300  # seconds between signing and arriving


class NotGenuine(Exception):
    pass


@who(ANYONE)
@csrf_exempt
@require_POST
def stripe_webhook(request: HttpRequest) -> HttpResponse:
    """200 once it is kept and handled; anything else but 400 and 413 asks for it again later."""
    length = request.META.get("CONTENT_LENGTH") or ""
    if length.isdigit() and int(length) > MAX_BYTES:
        return HttpResponse(status=413)
    try:
        event = _genuine(request)
    except NotGenuine:
        log.warning("a webhook that Stripe did not sign")
        return HttpResponse(status=400)
    now = clock.now()
    try:
        handled = webhooks.handle(event=webhooks.receive(event=event, now=now), now=now)
    except webhooks.Busy:
        return HttpResponse(status=409, headers={"Retry-After": "5"})
    except GatewayAway:
        return HttpResponse(status=503, headers={"Retry-After": "60"})
    return HttpResponse(handled.outcome, content_type="text/plain")


def _genuine(request: HttpRequest) -> dict[str, Any]:
    """The event, once its signature over the bytes that came has been checked."""
    if settings.CARD_GATEWAY != "stripe":
        raise NotGenuine
    body = request.body
    try:
        stripe.WebhookSignature.verify_header(
            body, request.headers.get("Stripe-Signature"), settings.STRIPE_WEBHOOK_SECRET, TOLERANCE
        )
        event = json.loads(body)
        if event["object"] != "event" or not isinstance(event["data"]["object"], dict):
            raise NotGenuine
    # TypeError: a signature with letters beyond ASCII, or a body that is no object.
    except (stripe.SignatureVerificationError, ValueError, KeyError, TypeError) as problem:
        raise NotGenuine from problem
    return event
