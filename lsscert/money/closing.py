"""The monthly close: what a month came to, fixed for good."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Min, Sum
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.money import booking, ledger
from lsscert.money.models import ClosedMonth, Transfer
from lsscert.refused import Refused


def next_month() -> tuple[date, date] | None:
    """First and last day of the month that can be closed next; None while nothing was ever booked."""
    first = Transfer.objects.aggregate(first=Min("booked_on"))["first"]
    return booking.next_to_close(first, ledger.closed_until())


def totals(starts: date, ends: date) -> dict[str, Any]:
    """What moved between kinds of accounts, as `{"cheques → credit": "350.00"}`."""
    sums = (
        Transfer.objects.filter(booked_on__range=(starts, ends))
        .values("source__kind", "target__kind")
        .annotate(total=Sum("amount"))
        .order_by("source__kind", "target__kind")
    )
    return {f"{row['source__kind']} → {row['target__kind']}": str(row["total"]) for row in sums}


@transaction.atomic
def close_month(*, starts: date, by: Person, now: datetime) -> ClosedMonth:
    """Close the month that is next. Refused: nothing_to_close, not_the_next_month, month_not_over."""
    with connection.cursor() as cursor:
        # Nobody books while the totals are made; who was booking has finished.
        cursor.execute("LOCK TABLE money_transfer IN SHARE MODE")
    month = next_month()
    if month is None:
        raise Refused("nothing_to_close", _("Nothing has been booked yet."))
    if month[0] != starts:
        raise Refused(
            "not_the_next_month",
            _("Months are closed one after another; this one is closed already or not next."),
            _("Reload the page."),
        )
    if not booking.may_close(month[1], programme_day(now)):
        raise Refused("month_not_over", _("A month is closed when it is over."))
    try:
        with transaction.atomic():
            return ClosedMonth.objects.create(
                starts=month[0], ends=month[1], totals=totals(*month), closed_at=now, closed_by=by
            )
    except IntegrityError as problem:
        raise Refused("not_the_next_month", _("This month is closed already.")) from problem
