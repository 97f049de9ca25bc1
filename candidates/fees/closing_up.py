"""Closing a month at the desk: what to know before, and doing it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import OperationalError
from django.db.models import Count, Min, Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from psycopg.errors import LockNotAvailable

from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.money import closing
from lsscert.money.models import Account, ClosedMonth, Difference, GatewayEvent, Payment
from lsscert.policy import services as policy
from lsscert.reasons import Reason
from lsscert.refused import Refused
from lsscert.registry import Registry
from lsscert.ui.wording import day as in_words
from lsscert.ui.wording import money

Watch = Callable[[date], Iterator[Reason]]
WATCHES: Registry[Watch] = Registry()
"""What an upper room knows that speaks against closing. Asked with today, on the page that asks for confirmation."""


def close(*, starts: date, by: Person, now: datetime) -> ClosedMonth:
    """As `closing.close_month`. Refused, too: books_busy, while somebody books for longer than we wait."""
    try:
        return closing.close_month(starts=starts, by=by, now=now)
    except OperationalError as problem:
        if isinstance(problem.__cause__, LockNotAvailable):
            raise Refused(
                "books_busy", _("Somebody is booking just now."), _("Try again in a minute.")
            ) from problem
        raise


def warnings(today: date) -> list[Reason]:
    """What is not clean. None of it hinders: a month may be closed with what is known about it."""
    own = (*_balance(), *_old_cheques(today), *_differences(), *_disputes())
    return [*own, *(reason for watch in WATCHES for reason in watch(today))]


def _balance() -> Iterator[Reason]:
    total = Account.objects.aggregate(total=Sum("balance"))["total"] or Decimal(0)
    if total:
        yield Reason(
            "out_of_balance",
            _("The accounts come to %(total)s and not to nothing.") % {"total": money(total)},
        )


def _old_cheques(today: date) -> Iterator[Reason]:
    days = policy.at("books.cheque_days", today)
    old = Payment.objects.to_bank().filter(received_on__lt=today - timedelta(days=days))
    found = old.aggregate(count=Count("pk"), total=Sum("amount"), oldest=Min("received_on"))
    if found["count"]:
        yield Reason(
            "old_cheques",
            ngettext(
                "%(count)d cheque over %(total)s waits to be banked since %(day)s.",
                "%(count)d cheques over %(total)s wait to be banked, the oldest since %(day)s.",
                found["count"],
            )
            % {"count": found["count"], "total": money(found["total"]), "day": in_words(found["oldest"])},
        )


def _differences() -> Iterator[Reason]:
    count = Difference.objects.filter(explained_at=None).count()
    if count:
        yield _counted(
            "differences",
            ngettext(
                "%(count)d difference to the card company is not explained.",
                "%(count)d differences to the card company are not explained.",
                count,
            ),
            count,
        )
    waiting = GatewayEvent.objects.filter(handled_at=None).count()
    if waiting:
        yield _counted(
            "events",
            ngettext(
                "%(count)d message of the card company waits to be handled.",
                "%(count)d messages of the card company wait to be handled.",
                waiting,
            ),
            waiting,
        )


def _disputes() -> Iterator[Reason]:
    count = Payment.objects.filter(state=Payment.Status.DISPUTED).count()
    if count:
        yield _counted(
            "disputes",
            ngettext("%(count)d payment is disputed.", "%(count)d payments are disputed.", count),
            count,
        )


def _counted(code: str, sentence: Any, count: int) -> Reason:
    return Reason(code, sentence % {"count": count})


def month_is_over(month: tuple[date, date] | None, now: datetime) -> bool:
    return month is not None and month[1] < programme_day(now)
