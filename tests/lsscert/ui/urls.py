"""The addresses that the frame links to, without the rooms behind them."""

from django.http import HttpResponse
from django.urls import path


def nothing(request):
    return HttpResponse()


urlpatterns = [
    path("contact/", nothing, name="contact"),
    path("accounts/login/", nothing, name="account_login"),
    path("accounts/signup/", nothing, name="account_signup"),
    path("accounts/logout/", nothing, name="account_logout"),
]
