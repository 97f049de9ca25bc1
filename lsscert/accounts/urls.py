from allauth.account import views as allauth
from django.urls import include, path, re_path

from lsscert.accounts import entrance_forms as forms
from lsscert.accounts.views.confirm import ConfirmEmailView, PasswordResetFromKeyView
from lsscert.accounts.views.me import account_home, home_for_me, name
from lsscert.accounts.views.signup import SignupView

# Ours come first and keep allauth's names, so that its own links lead here.
urlpatterns = [
    path("", account_home, name="account_home"),
    path("home/", home_for_me, name="home_for_me"),
    path("name/", name, name="account_name"),
    path("signup/", SignupView.as_view(form_class=forms.SignupForm), name="account_signup"),
    path("login/", allauth.LoginView.as_view(form_class=forms.LoginForm), name="account_login"),
    path("email/", allauth.EmailView.as_view(form_class=forms.AddEmailForm), name="account_email"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", ConfirmEmailView.as_view(), name="account_confirm_email"),
    path(
        "password/change/",
        allauth.PasswordChangeView.as_view(form_class=forms.ChangePasswordForm),
        name="account_change_password",
    ),
    path(
        "password/set/",
        allauth.PasswordSetView.as_view(form_class=forms.SetPasswordForm),
        name="account_set_password",
    ),
    path(
        "password/reset/",
        allauth.PasswordResetView.as_view(form_class=forms.ResetPasswordForm),
        name="account_reset_password",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        PasswordResetFromKeyView.as_view(form_class=forms.ResetPasswordKeyForm),
        name="account_reset_password_from_key",
    ),
    path(
        "reauthenticate/",
        allauth.ReauthenticateView.as_view(form_class=forms.ReauthenticateForm),
        name="account_reauthenticate",
    ),
    path("", include("allauth.urls")),
]
