"""Whose reviewer's row it is, and that training comes before any real portfolio."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from candidates.portfolios.models import Reviewer
from lsscert import clock
from lsscert.accounts.viewer import me


def own_row(request: HttpRequest) -> Reviewer:
    """Of a person with the role; made where the role was given in another way than by an invitation."""
    row, _new = Reviewer.objects.get_or_create(person=me(request), defaults={"joined_at": clock.now()})
    return row


def trained_first(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Put it under `@who`: whoever has not passed the training is led there."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if own_row(request).trained_at is None:
            messages.info(request, _("The training comes first: real portfolios open once you have passed."))
            return redirect("review_training")
        return view(request, *args, **kwargs)

    return guarded
