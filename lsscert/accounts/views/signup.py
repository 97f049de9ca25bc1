from typing import Any

from allauth.account.views import SignupView as AllauthSignupView
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from lsscert.access import ANYONE, who


@who(ANYONE)
class SignupView(AllauthSignupView):
    """Sign-up that stays quiet when several race for one address: the losers see what a known address sees."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except IntegrityError:
            # The form is read afresh: by now the address is known, and the answer is that for a known one.
            self.__dict__.pop("_cached_form", None)
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
