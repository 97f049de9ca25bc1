"""Every figure in these tables was worked out by hand; the comment shows how. `posts.py` says of which day."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candidates.journey.eligibility import Post, Rules, Verdict
from tests.candidates.journey.posts import assessed, codes, lists_of_posts, post, some_days, some_posts

OK, STAFF_LOOK, NOT_YET = Verdict.ELIGIBLE, Verdict.ELIGIBLE_WITH_CORRECTION, Verdict.NOT_YET

ONE_POST = [
    # 1 January to 31 December 2025 is 365 days: 35 x 52 x 365 / 365 = 1,820 exactly
    (post("2025-01-01", "2025-12-31"), 365, Fraction(1820), OK),
    # a day less: 1,820 x 364 / 365 = 1,815.01...
    (post("2025-01-01", "2025-12-30"), 364, Fraction(1820 * 364, 365), NOT_YET),
    # a leap year is 366 days: 1,820 x 366 / 365 = 1,824.98...
    (post("2024-01-01", "2024-12-31"), 366, Fraction(1820 * 366, 365), OK),
    # ... of which 365 are enough
    (post("2024-01-02", "2024-12-31"), 365, Fraction(1820), OK),
    # straddles the far edge: 24 Nov 2021 to 23 Nov 2022 is 365 days, the year before is left out
    (post("2020-11-24", "2022-11-23"), 365, Fraction(1820), OK),
    # the same, ended a day earlier: 364 days
    (post("2020-11-24", "2022-11-22"), 364, Fraction(1820 * 364, 365), NOT_YET),
    # ended the day before the window opens
    (post("2011-01-01", "2021-11-23"), 0, Fraction(0), NOT_YET),
    # ended on the first day of the window: one day, 35 x 52 / 365 = 4.98...
    (post("2011-01-01", "2021-11-24"), 1, Fraction(1820, 365), NOT_YET),
    # still held, begun 24 Nov 2025: to 23 Nov 2026 is 365 days
    (post("2025-11-24", None), 365, Fraction(1820), OK),
    # begun a day later: 364
    (post("2025-11-25", None), 364, Fraction(1820 * 364, 365), NOT_YET),
    # ends on the day of application: that day is not counted, 364 are
    (post("2025-11-25", "2026-11-24"), 364, Fraction(1820 * 364, 365), NOT_YET),
    # ends the day before: its last day counts, 365
    (post("2025-11-24", "2026-11-23"), 365, Fraction(1820), OK),
    # is to end next year: 365 so far
    (post("2025-11-24", "2027-06-30"), 365, Fraction(1820), OK),
    # begins on the day of application
    (post("2026-11-24", None), 0, Fraction(0), NOT_YET),
    # begins and ends in the future
    (post("2027-01-01", "2027-12-31"), 0, Fraction(0), NOT_YET),
    # began yesterday: one day
    (post("2026-11-23", None), 1, Fraction(1820, 365), NOT_YET),
    # one single day, first and last the same: 1
    (post("2023-05-05", "2023-05-05"), 1, Fraction(1820, 365), NOT_YET),
    # half time for two years: 24 Nov 2024 to 23 Nov 2026 = 730 days, 17.5 x 52 x 2 = 1,820
    (post("2024-11-24", None, "17.5"), 730, Fraction(1820), OK),
    # a school library: 40 x 40 x 1 = 1,600
    (post("2025-01-01", "2025-12-31", "40", "40"), 365, Fraction(1600), NOT_YET),
    # 40 x 45.5 = 1,820
    (post("2025-01-01", "2025-12-31", "40", "45.5"), 365, Fraction(1820), OK),
    # 35 x 51.999 = 1,819.965: would round to 1,820 but is less
    (post("2025-01-01", "2025-12-31", "35", "51.999"), 365, Fraction("1819.965"), NOT_YET),
    # a volunteer since 2010, 8 hours in 50 weeks: 400 x 1,826 / 365 = 2,001.09...
    (post("2010-01-01", None, "8", "50"), 1826, Fraction(400 * 1826, 365), OK),
    # 7 hours a week since 2000: 364 x 1,826 / 365 = 1,820.99...
    (post("2000-01-01", None, "7"), 1826, Fraction(364 * 1826, 365), OK),
    # ... from the window's second day: 364 x 1,825 / 365 = 364 x 5 = 1,820 exactly
    (post("2021-11-25", None, "7"), 1825, Fraction(1820), OK),
    # ... from its third: 364 x 1,824 / 365 = 1,819.002...
    (post("2021-11-26", None, "7"), 1824, Fraction(364 * 1824, 365), NOT_YET),
    # no hours at all
    (post("2021-11-24", None, "0"), 1826, Fraction(0), NOT_YET),
]


@pytest.mark.parametrize(("one", "days", "hours", "verdict"), ONE_POST)
def test_one_post(one, days, hours, verdict):
    assessment = assessed(one)
    assert assessment.posts[0].days_counted == days
    assert assessment.posts[0].hours == assessment.hours == assessment.hours_with_corrections == hours
    assert assessment.verdict is verdict
    assert assessment.hours_short == max(0, 1820 - hours)


SEVERAL_POSTS = [
    # nothing told
    ([], Fraction(0), Fraction(0), NOT_YET),
    # at the same time: 20 x 52 + 15 x 52 = 1,040 + 780 = 1,820
    ([post("2025-01-01", "2025-12-31", "20"), post("2025-01-01", "2025-12-31", "15")], 1820, 1820, OK),
    # 1,040 + 14.99 x 52 = 1,040 + 779.48 = 1,819.48
    (
        [post("2025-01-01", "2025-12-31", "20"), post("2025-01-01", "2025-12-31", "14.99")],
        Fraction("1819.48"),
        Fraction("1819.48"),
        NOT_YET,
    ),
    # one after the other: 100 + 265 days = 365 (1 Jan to 10 Apr 2025 is 31 + 28 + 31 + 10 = 100)
    ([post("2025-01-01", "2025-04-10"), post("2025-04-11", "2025-12-31")], 1820, 1820, OK),
    # thirds of an hour add up exactly: 3 x (100 x 1 x 73 / 365) = 3 x 20 = 60
    ([post("2025-01-01", "2025-03-14", "100", "1")] * 3, 60, 60, NOT_YET),
    # 2,080 of long ago do not help 1,040 inside
    ([post("2015-01-01", "2015-12-31", "40"), post("2025-01-01", "2025-12-31", "20")], 1040, 1040, NOT_YET),
    # explained correction from 1,600 to 1,900: staff look
    ([post("2025-01-01", "2025-12-31", "40", "40", "1900", "Summer hours")], 1600, 1900, STAFF_LOOK),
    # ... to exactly 1,820
    ([post("2025-01-01", "2025-12-31", "40", "40", "1820", "Summer hours")], 1600, 1820, STAFF_LOOK),
    # ... to a hundredth less
    ([post("2025-01-01", "2025-12-31", "40", "40", "1819.99", "Summer")], 1600, Fraction("1819.99"), NOT_YET),
    # the same without a word of explanation is not heard
    ([post("2025-01-01", "2025-12-31", "40", "40", "1900", "  ")], 1600, 1600, NOT_YET),
    # a correction downwards is believed: 1,820 to 1,500
    ([post("2025-01-01", "2025-12-31", corrected="1500", note="Unpaid leave")], 1820, 1500, NOT_YET),
    # to nought
    ([post("2025-01-01", "2025-12-31", corrected="0", note="Never started")], 1820, 0, NOT_YET),
    # down, and still enough: 40 x 52 = 2,080 to 1,900
    ([post("2025-01-01", "2025-12-31", "40", corrected="1900", note="Leave")], 2080, 1900, OK),
    # one of two corrected: 1,040 + (10 x 52 = 520, corrected to 780) = 1,820
    (
        [
            post("2025-01-01", "2025-12-31", "20"),
            post("2025-01-01", "2025-12-31", "10", "52", "780", "Sundays"),
        ],
        1560,
        1820,
        STAFF_LOOK,
    ),
    # a post wholly outside has no hours inside, whatever the correction says
    ([post("2015-01-01", "2015-12-31", corrected="1900", note="Really")], 0, 0, NOT_YET),
]


@pytest.mark.parametrize(("posts", "hours", "corrected", "verdict"), SEVERAL_POSTS)
def test_posts_and_corrections_add_up(posts, hours, corrected, verdict):
    assessment = assessed(*posts)
    assert (assessment.hours, assessment.hours_with_corrections) == (hours, corrected)
    assert assessment.verdict is verdict


@pytest.mark.parametrize(
    ("applied_on", "first", "last"),
    [
        (date(2026, 11, 24), date(2021, 11, 24), date(2026, 11, 23)),
        (date(2028, 2, 29), date(2023, 2, 28), date(2028, 2, 28)),  # 2023 has no 29 February
        (date(2028, 3, 1), date(2023, 3, 1), date(2028, 2, 29)),
        (date(2029, 2, 28), date(2024, 2, 28), date(2029, 2, 27)),  # not the 29th, though 2024 has one
        (date(2027, 1, 1), date(2022, 1, 1), date(2026, 12, 31)),
    ],
)
def test_the_window(applied_on, first, last):
    assessment = assessed(applied_on=applied_on)
    assert (assessment.window_starts, assessment.window_ends) == (first, last)


def test_the_window_and_the_hours_are_policy():
    # three years back from 24 Nov 2026: 24 to 30 Nov 2023 is 7 days; 365 x 1 x 7 / 365 = 7
    shorter = Rules(window_years=3, hours_needed=Decimal(7), weekly_flag_hours=Decimal(60))
    assert assessed(post("2020-01-01", "2023-11-30", "365", "1"), rules=shorter).hours == 7
    assert assessed(post("2020-01-01", "2023-11-30", "365", "1"), rules=shorter).verdict is OK


def test_without_a_diploma_no_hours_are_enough():
    assessment = assessed(post("2021-11-24", None, "40"), has_diploma=False)
    assert assessment.verdict is NOT_YET
    assert codes(assessment.reasons) == ["diploma_missing", "hours_reached"]
    assert assessment.hours_short == 0


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (post("2025-01-01", "2025-12-31"), "hours_reached"),
        (post("2025-01-01", "2025-12-31", "40", "40", "1900", "Summer"), "hours_reached_with_correction"),
        (post("2025-01-01", "2025-12-30"), "hours_short"),
    ],
)
def test_reasons_speak_of_the_diploma_and_of_the_hours(one, reason):
    assert codes(assessed(one).reasons) == ["diploma_held", reason]


@pytest.mark.parametrize(
    ("posts", "peak", "flags"),
    [
        ([], 0, []),
        # 40 + 20 = 60 is not more than 60
        ([post("2025-01-01", None, "40"), post("2025-01-01", None, "20")], 60, []),
        # 40 + 20.5
        ([post("2025-01-01", None, "40"), post("2025-06-01", None, "20.5")], 60.5, ["many_weekly_hours"]),
        # one after the other is never at the same time
        ([post("2025-01-01", "2025-05-31", "40"), post("2025-06-01", None, "40")], 40, []),
        # but a common day is: first and last day both count
        ([post("2025-01-01", "2025-06-01", "40"), post("2025-06-01", None, "40")], 80, ["many_weekly_hours"]),
        # together only before the window opened
        ([post("2015-01-01", None, "40"), post("2015-01-01", "2021-11-23", "40")], 40, []),
        # together on the window's first day
        ([post("2015-01-01", None, "40"), post("2015-01-01", "2021-11-24", "40")], 80, ["many_weekly_hours"]),
        # the busiest moment is in the middle: 30, then 30 + 25 + 10, then 10
        (
            [
                post("2022-01-01", "2024-12-31", "30"),
                post("2023-01-01", "2023-12-31", "25"),
                post("2023-12-31", None, "10"),
            ],
            65,
            ["many_weekly_hours"],
        ),
        # one post alone
        ([post("2025-01-01", None, "61")], 61, ["many_weekly_hours"]),
        # corrected to 3,129 hours in 365 days: 3,129 x 7 / 365 = 60.008 a week
        (
            [post("2025-01-01", "2025-12-31", corrected="3129", note="x")],
            35,
            ["correction_many_weekly_hours"],
        ),
        # in 364 days 60 a week are 52 x 60 = 3,120 exactly, and not more
        ([post("2025-01-01", "2025-12-30", corrected="3120", note="x")], 35, []),
        # 3,128 x 7 / 365 = 59.99
        ([post("2025-01-01", "2025-12-31", corrected="3128", note="x")], 35, []),
    ],
)
def test_many_hours_are_flagged_and_not_cut(posts, peak, flags):
    assessment = assessed(*posts)
    assert assessment.peak_weekly_hours == peak
    assert codes(assessment.flags) == flags
    assert assessment.hours == sum(result.hours for result in assessment.posts)


def test_a_flag_names_the_first_busy_day():
    busy = assessed(
        post("2022-01-01", "2022-06-30"), post("2022-03-01", "2022-03-31"), post("2022-05-01", "2022-05-31")
    )
    assert str(busy.flags[0]) == "70 hours a week at the same time from 1 March 2022: more than 60."


def test_what_is_missing_is_rounded_up_and_what_is_there_down():
    # 35 x 51.999 = 1,819.965: 0.035 are missing
    said = str(assessed(post("2025-01-01", "2025-12-31", "35", "51.999")).reasons[1])
    assert said == "1,819.9 of the 1,820 hours needed are there; 0.1 are still missing."


def hours_day_by_day(posts, applied_on):
    """The slow way: look at every day of the window by itself."""
    first = assessed(applied_on=applied_on).window_starts
    total, day = Fraction(0), first
    while day < applied_on:
        for one in posts:
            if one.starts <= day and (one.ends is None or day <= one.ends):
                total += Fraction(one.hours_per_week) * Fraction(one.weeks_per_year) / 365
        day += timedelta(days=1)
    return total


@settings(max_examples=40)
@given(lists_of_posts, some_days)
def test_hours_agree_with_counting_every_day(posts, applied_on):
    assert assessed(*posts, applied_on=applied_on).hours == hours_day_by_day(posts, applied_on)


@given(lists_of_posts, some_posts(), some_days)
def test_one_more_post_never_takes_hours_away(posts, more, applied_on):
    fewer, all_of_them = (
        assessed(*posts, applied_on=applied_on),
        assessed(*posts, more, applied_on=applied_on),
    )
    assert fewer.hours <= all_of_them.hours
    assert not (fewer.verdict is OK and all_of_them.verdict is not OK)


@given(lists_of_posts, some_days)
def test_order_of_posts_does_not_matter(posts, applied_on):
    one, other = assessed(*posts, applied_on=applied_on), assessed(*reversed(posts), applied_on=applied_on)
    assert (one.hours, one.verdict, one.peak_weekly_hours) == (
        other.hours,
        other.verdict,
        other.peak_weekly_hours,
    )


@given(some_posts(), some_days, st.integers(0, 3000))
def test_a_post_cut_in_two_is_worth_the_same(one, applied_on, cut_after):
    cut = one.starts + timedelta(days=cut_after)
    if one.ends is not None and cut >= one.ends:
        return
    first = Post("First", one.starts, cut, one.hours_per_week, one.weeks_per_year)
    rest = Post("Rest", cut + timedelta(days=1), one.ends, one.hours_per_week, one.weeks_per_year)
    assert assessed(one, applied_on=applied_on).hours == assessed(first, rest, applied_on=applied_on).hours
