"""Where allauth meets the house: its mails become letters, its addresses are lower case."""

import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context as allauth_context
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lsscert.accounts import details
from lsscert.accounts.models import Person, User
from lsscert.letters import services as letters


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Write to the programme office if that surprises you."),
        "duplicate_email": _("That is your address already."),
        "email_password_mismatch": _(
            "That address and that password do not go together. Check both, or ask for a new password below."
        ),
        "enter_current_password": _("That is not your password now."),
        "incorrect_password": _("That is not your password."),
        "too_many_login_attempts": _("Too many wrong tries. Wait five minutes, then try again."),
    }

    def clean_email(self, email: str) -> str:
        email = super().clean_email(email).lower()
        if len(email) > details.LONGEST_ADDRESS:
            raise ValidationError(_("An e-mail address has at most 254 characters."))
        return email

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home_for_me")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home_for_me")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_home")

    @transaction.atomic
    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """The address is proved. What signs in, what letters go to and allauth's own row change together."""
        user = User.objects.select_for_update(no_key=True).get(pk=email_address.user_id)
        if EmailAddress.objects.filter(pk=email_address.pk, verified=True).exists():
            return True  # a second click came first
        room = email_address.can_set_verified() and details.make_room(address=email_address.email, keep=user)
        if not room:
            self.add_message(
                request,
                messages.ERROR,
                "account/messages/email_confirmation_failed.txt",
                {"email": email_address.email},
            )
            return False
        email_address.user = user
        confirmed = super().confirm_email(request, email_address)
        details.follow(user=user)
        return bool(confirmed)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Every allauth mail is secret: it carries a link or a code, or speaks of the account's safety."""
        context = {"request": allauth_context.request, "email": email, "site": settings.SITE_URL} | context
        message = self.render_mail(template_prefix, email, context)
        letters.write_ready(
            kind=template_prefix.rsplit("/", 1)[-1],
            occasion=uuid.uuid4().hex,
            address=email,
            person=self._person(context.get("user"), email),
            subject=message.subject,
            body=str(message.body) + "\n",
            secret=True,
        )

    def _person(self, user: User | None, email: str) -> Person | None:
        people = Person.objects.filter(user=user) if user else Person.objects.filter(user__email=email)
        return people.first()

    def format_email_subject(self, subject: str) -> str:
        return subject
