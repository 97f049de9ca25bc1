"""Posts for the tests of hours and eligibility.

The application is of 24 November 2026, so the days that count run from 24 November 2021 to 23 November 2026: five
years with one leap day (2024), 1,826 days.
"""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from candidates.journey.eligibility import Post, Rules, assess

APPLIED = date(2026, 11, 24)
RULES = Rules(window_years=5, hours_needed=Decimal(1820), weekly_flag_hours=Decimal(60))


def post(starts, ends, hours="35", weeks="52", corrected=None, note=""):
    return Post(
        label="Circulation desk",
        starts=date.fromisoformat(starts),
        ends=date.fromisoformat(ends) if ends else None,
        hours_per_week=Decimal(hours),
        weeks_per_year=Decimal(weeks),
        corrected_hours=None if corrected is None else Decimal(corrected),
        correction_note=note,
    )


def assessed(*posts, has_diploma=True, applied_on=APPLIED, rules=RULES):
    return assess(posts=posts, has_diploma=has_diploma, applied_on=applied_on, rules=rules)


def codes(reasons):
    return [reason.code for reason in reasons]


some_days = st.dates(date(2015, 1, 1), date(2028, 12, 31))
hours = st.decimals(0, 80, places=2)


@st.composite
def some_posts(draw):
    starts = draw(some_days)
    length = draw(st.none() | st.integers(0, 3000))
    ends = None if length is None else starts + timedelta(days=length)
    return Post("Post", starts, ends, draw(hours), draw(st.decimals(0, 52, places=1)))


lists_of_posts = st.lists(some_posts(), max_size=4)
