from django.urls import URLPattern, path

from lsscert.money.views import sandbox, webhook

public: list[URLPattern] = [
    path("sandbox/checkout/<ref:ref>/", sandbox.checkout, name="sandbox_checkout"),
    path("sandbox/part/<ref:ref>/", sandbox.checkout_of_a_part, name="sandbox_part_checkout"),
    path("webhooks/stripe/", webhook.stripe_webhook, name="stripe_webhook"),
]
my: list[URLPattern] = []
desk: list[URLPattern] = []
