"""Money, hours, days and sizes as a person reads them."""

import datetime as dt
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import ceil, floor
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lsscert.clock import PROGRAMME_ZONE

MINUS = "\u2212"
CENT = Decimal("0.01")


def money(amount: Any) -> str:
    """US dollars with two places: $1,350.00, −$50.00. Nothing for nothing."""
    if amount is None or amount == "":
        return ""
    try:
        value = Decimal(str(amount)).quantize(CENT)
    except InvalidOperation:
        return ""
    if not value.is_finite():
        return ""
    sign = MINUS if value < 0 else ""
    return f"{sign}${abs(value):,.2f}"


def _exact(amount: Any) -> Fraction | None:
    try:
        return Fraction(str(amount)) if isinstance(amount, float | str) else Fraction(amount)
    except (TypeError, ValueError, OverflowError, ZeroDivisionError):
        return None


def _tenths(tenths: int) -> str:
    whole, tenth = divmod(abs(tenths), 10)
    sign = MINUS if tenths < 0 else ""
    return f"{sign}{whole:,}.{tenth}" if tenth else f"{sign}{whole:,}"


def hours(amount: Any) -> str:
    """Hours a person has: rounded down to a tenth, so that 1,819.97 never reads as 1,820."""
    exact = _exact(amount)
    return "" if exact is None else _tenths(floor(exact * 10))


def hours_short(amount: Any) -> str:
    """Hours a person lacks: rounded up to a tenth, so that a small gap never reads as none."""
    exact = _exact(amount)
    return "" if exact is None else _tenths(ceil(exact * 10))


def _local(value: dt.datetime) -> dt.datetime:
    return value.astimezone(PROGRAMME_ZONE) if timezone.is_aware(value) else value


def day(value: Any) -> str:
    """14 March 2025, in the programme's zone. What is not a date (a partial date, a word) speaks for itself."""
    if value is None or value == "":
        return ""
    if isinstance(value, dt.datetime):
        value = _local(value)
    return date_format(value, "j F Y") if isinstance(value, dt.date) else str(value)


def moment(value: Any) -> str:
    """14 March 2025, 2:05 p.m., in the programme's zone."""
    if not isinstance(value, dt.datetime):
        return day(value)
    local = _local(value)
    return _("%(day)s, %(time)s") % {"day": day(local), "time": date_format(local, "P")}


def machine_day(value: Any) -> str:
    """What a <time> element carries; empty where the value is no exact day."""
    if isinstance(value, dt.datetime):
        return _local(value).isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, dt.date) else ""


def plain_file_size(size: Any) -> str:
    """Bytes as people count files: 640 bytes, 12 KB, 3.4 MB (1 KB is 1,024 bytes)."""
    try:
        count = max(int(size), 0)
    except (TypeError, ValueError, OverflowError):
        return ""
    if count < 1024:
        return ngettext("%(count)d byte", "%(count)d bytes", count) % {"count": count}
    if count < 1024 * 1024 - 512:
        return _("%(count)d KB") % {"count": round(count / 1024)}
    if count < 1024**3:
        return _("%(count)s MB") % {"count": f"{count / 1024**2:.1f}".removesuffix(".0")}
    return _("%(count)s GB") % {"count": f"{count / 1024**3:.1f}".removesuffix(".0")}
