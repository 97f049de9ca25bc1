from django.urls import include, path

from lsscert.accounts.views.me import home_for_me, name
from lsscert.accounts.views.signup import SignupView

urlpatterns = [
    path("signup/", SignupView.as_view(), name="account_signup"),
    path("home/", home_for_me, name="home_for_me"),
    path("name/", name, name="account_name"),
    path("", include("allauth.urls")),
]
