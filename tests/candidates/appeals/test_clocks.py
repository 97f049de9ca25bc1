"""The clocks by the day, worked out by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.appeals.clocks import Days, notice_due, reasons_due, received_on, response_due, second_due

D = Days()


def utc(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=UTC)


@pytest.mark.parametrize(
    ("opened", "delivered", "day"),
    [
        (None, None, None),
        (utc(2026, 3, 2, 15), None, date(2026, 3, 2)),
        (None, utc(2026, 3, 2, 15), date(2026, 3, 5)),
        (utc(2026, 3, 3, 15), utc(2026, 3, 2, 15), date(2026, 3, 3)),
        (utc(2026, 3, 9, 15), utc(2026, 3, 2, 15), date(2026, 3, 5)),
        # Five to six in the morning in UTC is still the day before in Chicago, in winter and in summer time.
        (utc(2026, 3, 3, 5, 55), None, date(2026, 3, 2)),
        (utc(2026, 3, 3, 6, 0), None, date(2026, 3, 3)),
        (utc(2026, 7, 3, 4, 59), None, date(2026, 7, 2)),
        (utc(2026, 7, 3, 5, 0), None, date(2026, 7, 3)),
        (None, utc(2028, 2, 26, 18), date(2028, 2, 29)),
        (None, utc(2027, 2, 26, 18), date(2027, 3, 1)),
    ],
)
def test_receipt(opened, delivered, day):
    assert received_on(opened, delivered, D) == day


@pytest.mark.parametrize(
    ("received", "notice", "reasons"),
    [
        (date(2026, 3, 2), date(2026, 3, 12), date(2026, 4, 1)),
        (date(2026, 1, 31), date(2026, 2, 10), date(2026, 3, 2)),
        (date(2028, 2, 20), date(2028, 3, 1), date(2028, 3, 21)),
        (date(2026, 12, 25), date(2027, 1, 4), date(2027, 1, 24)),
    ],
)
def test_notice_and_reasons(received, notice, reasons):
    assert notice_due(received, D) == notice
    assert reasons_due(received, D) == reasons


def test_the_committee_and_the_second_body_have_thirty_days_each():
    assert response_due(date(2026, 3, 12), D) == date(2026, 4, 11)
    assert second_due(date(2026, 4, 11), D) == date(2026, 5, 11)


moments = st.integers(1_600_000_000, 2_200_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))


@given(moments, moments, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_opening_it_earlier_never_makes_receipt_later(opened, delivered, earlier):
    assert received_on(opened - earlier, delivered, D) <= received_on(opened, delivered, D)
    assert received_on(opened, delivered, D) <= received_on(None, delivered, D)
