"""Nobody finds a code by trying: after a few that open nothing there is a pause."""

from datetime import datetime

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.refused import Refused

HOUR = 3600
MOST = 10
"""Codes an hour that read well and open nothing. A slip of the finger does not count: it tells nothing."""


def require_patience(*, person: Person, now: datetime) -> None:
    if cache.get(_key(person, now), 0) >= MOST:
        raise Refused(
            "seat_guesses",
            _("Too many codes that open nothing were tried."),
            _("Try again in an hour, or ask whoever gave you the code."),
        )


def note_a_miss(*, person: Person, now: datetime) -> None:
    key = _key(person, now)
    cache.set(key, cache.get(key, 0) + 1, HOUR)


def _key(person: Person, now: datetime) -> str:
    return f"lsscert:seat:{person.pk}:{int(now.timestamp()) // HOUR}"
