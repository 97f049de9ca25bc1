"""How long an accepted place is kept: cases by hand, and the same day counted out day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from candidates.journey.place import Wait, kept_until

ACCEPTED, DAYS = date(2026, 3, 2), 60  # without any waiting: 1 May


def on(offset: int) -> date:
    return ACCEPTED + timedelta(days=offset)


@pytest.mark.parametrize(
    ("waits", "until"),
    [
        ([], date(2026, 5, 1)),
        # 30 days passed before it; the 10 days of 1 to 10 April are left out.
        ([Wait(date(2026, 4, 1), date(2026, 4, 10))], date(2026, 5, 11)),
        # Still to be decided: nobody can say the last day.
        ([Wait(date(2026, 4, 1), None)], None),
        # Begun before acceptance: only what lies after 2 March is left out, here 3 to 12 March.
        ([Wait(date(2026, 1, 5), date(2026, 3, 12))], date(2026, 5, 11)),
        # Over before acceptance, or on that day, which is not one of the sixty.
        ([Wait(date(2026, 1, 5), date(2026, 3, 2))], date(2026, 5, 1)),
        # Handed in on the last day: it stands still, and is the last day again once decided.
        ([Wait(date(2026, 5, 1), None)], None),
        ([Wait(date(2026, 5, 1), date(2026, 6, 30))], date(2026, 7, 1)),
        # A day too late: the place was gone by then.
        ([Wait(date(2026, 5, 2), None)], date(2026, 5, 1)),
        # Handed in and withdrawn on one day.
        ([Wait(date(2026, 4, 1), date(2026, 4, 1))], date(2026, 5, 2)),
        # Two at once are left out once: 1 to 20 April. The order they come in does not matter.
        (
            [Wait(date(2026, 4, 5), date(2026, 4, 20)), Wait(date(2026, 4, 1), date(2026, 4, 10))],
            date(2026, 5, 21),
        ),
        # One inside the other.
        (
            [Wait(date(2026, 4, 1), date(2026, 4, 20)), Wait(date(2026, 4, 5), date(2026, 4, 10))],
            date(2026, 5, 21),
        ),
        # The second lies beyond 1 May, and is reached only because of the first: 10 and 5 days.
        (
            [Wait(date(2026, 4, 1), date(2026, 4, 10)), Wait(date(2026, 5, 6), date(2026, 5, 10))],
            date(2026, 5, 16),
        ),
    ],
)
def test_days_of_waiting_are_left_out(waits: list[Wait], until: date | None):
    assert kept_until(ACCEPTED, DAYS, waits) == until


spans = st.tuples(st.integers(-20, 60), st.integers(0, 20)).map(
    lambda pair: Wait(on(pair[0]), on(pair[0] + pair[1]))
)

# How fast a busy machine draws says nothing about the rule.
at_any_pace = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@at_any_pace
@given(days=st.integers(1, 30), waits=st.lists(spans, max_size=5))
def test_it_is_the_day_found_by_counting_one_by_one(days: int, waits: list[Wait]):
    day, left = ACCEPTED, days
    while left:
        day += timedelta(days=1)
        left -= not any(wait.last and wait.first <= day <= wait.last for wait in waits)
    assert kept_until(ACCEPTED, days, waits) == day


@at_any_pace
@given(waits=st.lists(spans, max_size=5), more=spans)
def test_waiting_more_never_takes_days_away(waits: list[Wait], more: Wait):
    with_it, without = kept_until(ACCEPTED, DAYS, [*waits, more]), kept_until(ACCEPTED, DAYS, waits)
    assert with_it is not None
    assert without is not None
    assert with_it >= without
