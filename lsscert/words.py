"""Days and numbers as people read them, lazily, so that a rule can put them into a translated sentence."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.dateformat import format as format_date
from django.utils.formats import number_format
from django.utils.functional import lazy
from django.utils.translation import ngettext

DAY_FORMAT = "j F Y"
MONTH_FORMAT = "F Y"


def _day(day: date) -> str:
    return format_date(day, DAY_FORMAT)


def _days(count: int) -> str:
    number = number_format(count, force_grouping=True)
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": number}


def _number(value: Fraction | Decimal | int, up: bool = False) -> str:
    tenths = rounded_to_tenths(value, up=up)
    return number_format(tenths, 0 if tenths == tenths.to_integral_value() else 1, force_grouping=True)


def _exactly(value: Decimal) -> str:
    return number_format(f"{value.normalize():f}", force_grouping=True)


def rounded_to_tenths(value: Fraction | Decimal | int, *, up: bool = False) -> Decimal:
    """Down unless told otherwise: what is shown must never say more than what was reached."""
    exact = Fraction(value) * 10
    whole = -(-exact.numerator // exact.denominator) if up else exact.numerator // exact.denominator
    return Decimal(whole) / 10


day_in_words = lazy(_day, str)
day_in_words.__doc__ = "15 March 2011"
days_in_words = lazy(_days, str)
days_in_words.__doc__ = "1 day, 1,204 days"
number_in_words = lazy(_number, str)
number_in_words.__doc__ = "1,820 or 17.5: tenths, rounded down, or up with up=True"
exactly_in_words = lazy(_exactly, str)
exactly_in_words.__doc__ = "51.999 or 40: every digit that somebody typed, without idle noughts"
