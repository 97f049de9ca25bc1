"""A page with a pay button lets its form lead to the card page, and only there."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.csp import build_policy
from pytest_django import Settings

from lsscert.money.csp import allows_checkout


@allows_checkout
def page(_request: object) -> HttpResponse:
    return HttpResponse()


def policy(settings: Settings) -> str:
    answer = page(RequestFactory().get("/"))
    return str(build_policy(getattr(answer, "_csp_config", settings.SECURE_CSP)))


@pytest.mark.parametrize(
    ("gateway", "base", "form_action"),
    [
        ("none", "https://api.stripe.com", "form-action 'self'"),
        ("sandbox", "https://api.stripe.com", "form-action 'self'"),
        ("stripe", "https://api.stripe.com", "form-action 'self' https://checkout.stripe.com"),
        ("stripe", "http://127.0.0.1:8999", "form-action 'self' http://127.0.0.1:8999"),
    ],
)
def test_where_a_form_may_lead(settings: Settings, gateway: str, base: str, form_action: str):
    usual = build_policy(settings.SECURE_CSP).split("; ")
    settings.CARD_GATEWAY, settings.STRIPE_API_BASE = gateway, base
    directives = policy(settings).split("; ")
    assert [directive for directive in directives if directive.startswith("form-action")] == [form_action]
    assert [it for it in directives if "form-action" not in it] == [
        it for it in usual if "form-action" not in it
    ]
