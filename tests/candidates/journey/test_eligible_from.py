from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from candidates.journey.eligibility import Verdict, eligible_from
from tests.candidates.journey.posts import APPLIED, RULES, assessed, lists_of_posts, post, some_days


@pytest.mark.parametrize(
    ("posts", "expected"),
    [
        # enough today already
        ([post("2025-11-24", None)], date(2026, 11, 24)),
        # 364 days today, 365 tomorrow
        ([post("2025-11-25", None)], date(2026, 11, 25)),
        # begun today: the 365th day is 23 Nov 2027, an application the day after counts it
        ([post("2026-11-24", None)], date(2027, 11, 24)),
        # half time, begun 24 Nov 2025: 730 days are full on 23 Nov 2027
        ([post("2025-11-24", None, "17.5")], date(2027, 11, 24)),
        # 1,040 of 2025 stay inside; 15 x 52 = 780 need 365 days from 24 Nov 2026
        ([post("2025-01-01", "2025-12-31", "20"), post("2026-11-24", None, "15")], date(2027, 11, 24)),
        # a fixed term ending after 365 days still reaches it, a day shorter does not
        ([post("2026-11-24", "2027-11-23")], date(2027, 11, 24)),
        ([post("2026-11-24", "2027-11-22")], None),
        # work over and too little
        ([post("2025-01-01", "2025-12-30")], None),
        # 6 hours: 312 x 1,827 / 365 = 1,561 is the most that five years can hold
        ([post("2020-01-01", None, "6")], None),
        # the last day looked at: 24 Nov 2026 to 23 Nov 2031 is 1,826 days (2028 has a leap day);
        # 6.997 x 52 = 363.844; x 1,825 / 365 = 1,819.22, x 1,826 / 365 = 1,820.2...
        ([post("2026-11-24", None, "6.997")], date(2031, 11, 24)),
        # nothing
        ([], None),
        # old hours drop out as new ones come: 35 hours from 24 Nov 2021 for 364 days, then 35 from 24 Nov 2026.
        # An application on 25 Nov 2026 has lost one old day and won one new one, and so on every day.
        ([post("2021-11-24", "2022-11-22"), post("2026-11-24", None)], date(2027, 11, 24)),
        # explained correction halves the pace: 910 in 365 days, another 365 days are needed
        ([post("2025-11-24", None, corrected="910", note="Half time in truth")], date(2027, 11, 24)),
    ],
)
def test_not_yet_can_say_when(posts, expected):
    assert eligible_from(posts=posts, has_diploma=True, today=APPLIED, rules=RULES) == expected


def test_waiting_does_not_bring_a_diploma():
    assert (
        eligible_from(posts=[post("2020-01-01", None)], has_diploma=False, today=APPLIED, rules=RULES) is None
    )


@settings(max_examples=40)
@given(lists_of_posts, some_days)
def test_the_day_named_is_the_first_that_works(posts, today):
    day = eligible_from(posts=posts, has_diploma=True, today=today, rules=RULES)
    if day is None:
        assert assessed(*posts, applied_on=today).verdict is Verdict.NOT_YET
        return
    assert assessed(*posts, applied_on=day).verdict is Verdict.ELIGIBLE
    if day > today:
        assert assessed(*posts, applied_on=day - timedelta(days=1)).verdict is Verdict.NOT_YET
        assert assessed(*posts, applied_on=today).verdict is Verdict.NOT_YET
