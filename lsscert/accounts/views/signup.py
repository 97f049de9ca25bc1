from typing import Any

from allauth.account.views import SignupView as AllauthSignupView
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from lsscert.access import ANYONE, who


@who(ANYONE)
class SignupView(AllauthSignupView):
    """Sign-up that stays quiet when two of them race for one address: the loser sees what a known address sees."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except IntegrityError:
            return super().post(request, *args, **kwargs)
