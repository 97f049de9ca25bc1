from collections.abc import Iterator

import pytest
import stripe
from pytest_django import Settings

from lsscert.money.gateways import StripeGateway
from tests.stripe_double import StripeDouble


@pytest.fixture
def stripe_double(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[StripeDouble]:
    """The site takes cards by Stripe, and this is Stripe. It is asked again after hundredths of a second."""
    monkeypatch.setattr(stripe.HTTPClient, "INITIAL_DELAY", 0.02)
    monkeypatch.setattr(StripeGateway, "timeout", (1.0, 2.0))
    with StripeDouble() as double:
        settings.CARD_GATEWAY = "stripe"
        settings.STRIPE_SECRET_KEY = double.key
        settings.STRIPE_WEBHOOK_SECRET = double.secret
        settings.STRIPE_API_BASE = double.base
        yield double
