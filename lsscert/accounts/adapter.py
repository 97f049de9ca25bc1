"""Where allauth meets the house: its mails become letters, its addresses are lower case."""

import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.http import HttpRequest
from django.urls import reverse

from lsscert.letters import services as letters


class AccountAdapter(DefaultAccountAdapter):
    def clean_email(self, email: str) -> str:
        return super().clean_email(email).lower()

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home_for_me")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Every allauth mail is secret: it carries a link or a code, or speaks of the account's safety."""
        message = self.render_mail(template_prefix, email, {"request": allauth_context.request, "email": email} | context)
        letters.write_ready(
            kind=template_prefix.rsplit("/", 1)[-1],
            occasion=uuid.uuid4().hex,
            address=email,
            subject=message.subject,
            body=str(message.body),
            secret=True,
        )

    def format_email_subject(self, subject: str) -> str:
        return subject
