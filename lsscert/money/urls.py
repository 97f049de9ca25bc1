from django.urls import URLPattern, path

from lsscert.money.views import sandbox

public: list[URLPattern] = [path("sandbox/checkout/<ref:ref>/", sandbox.checkout, name="sandbox_checkout")]
my: list[URLPattern] = []
desk: list[URLPattern] = []
