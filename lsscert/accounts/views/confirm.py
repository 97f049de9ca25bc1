"""Following a link from a mail. Links are clicked twice, opened by mail scanners and found again years later."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.account.views import ConfirmEmailView as AllauthConfirmEmailView
from allauth.account.views import PasswordResetFromKeyView as AllauthPasswordResetFromKeyView
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse

from lsscert.access import ANYONE, who


@who(ANYONE)
class ConfirmEmailView(AllauthConfirmEmailView):
    """Opening the link asks; only the button confirms, because mail scanners open every link."""

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except Http404:  # used already, or too old: the page says what to do
            return self.get(request, *args, **kwargs)


@who(ANYONE)
class PasswordResetFromKeyView(AllauthPasswordResetFromKeyView):
    """Who sets a password by a link from their mail has proved the address as well."""

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        # With a second, unconfirmed address we cannot tell which of them the link went to.
        addresses = list(EmailAddress.objects.filter(user=self.reset_user))
        if len(addresses) == 1 and not addresses[0].verified:
            get_adapter().confirm_email(self.request, addresses[0])
        return response
