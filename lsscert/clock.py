"""The only clock. Rules and services get `now` or a day as an argument; only views, tasks and commands call this.

`LSSC_FAKE_NOW` (an ISO moment) moves it for tests and demos; production settings refuse it.
"""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from lsscert.dates import PROGRAMME_ZONE


def now() -> datetime:
    """The present moment, aware, in UTC."""
    if settings.FAKE_NOW:
        return settings.FAKE_NOW
    return timezone.now()


def today() -> date:
    """The programme's calendar day: deadlines and windows are counted in Chicago."""
    return programme_day(now())


def programme_day(moment: datetime) -> date:
    return moment.astimezone(PROGRAMME_ZONE).date()
