from datetime import date

import pytest

from tests.candidates.journey.posts import assessed, codes, post


@pytest.mark.parametrize(
    ("one", "left_out"),
    [
        (post("2021-11-24", "2026-11-23"), []),
        (post("2021-11-24", None), []),
        (post("2026-11-23", None), []),
        (post("2026-11-23", "2026-11-23"), []),
        (post("2021-11-23", None), ["before_window"]),
        (post("2021-11-24", "2026-11-24"), ["after_window"]),
        (post("2021-11-23", "2026-11-24"), ["before_window", "after_window"]),
        (post("2021-11-01", "2021-11-23"), ["before_window", "none_counted"]),
        (post("2026-11-24", None), ["after_window", "none_counted"]),
        (post("2026-11-24", "2026-12-24"), ["after_window", "none_counted"]),
        (post("2025-01-01", "2025-12-31", corrected="1900"), ["correction_unexplained"]),
        (post("2025-01-01", "2025-12-31", corrected="1900", note="Sundays"), []),
    ],
)
def test_what_was_left_out_is_said_post_by_post(one, left_out):
    assert codes(assessed(one).posts[0].left_out) == left_out


def test_counted_days_are_named():
    result = assessed(post("2020-11-24", "2022-11-23")).posts[0]
    assert (result.counted_from, result.counted_to) == (date(2021, 11, 24), date(2022, 11, 23))


def test_a_post_cannot_end_before_it_starts():
    with pytest.raises(ValueError, match="before it starts"):
        post("2025-01-02", "2025-01-01")


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (post("2025-01-01", "2025-12-31"), "35 h × 52 weeks × 365 days ÷ 365 = 1,820"),
        (post("2025-01-01", "2025-12-31", "17.50", "52.0"), "17.5 h × 52 weeks × 365 days ÷ 365 = 910"),
        # 1,815.01... is not exact, 1,819.965 is shown as no more than was reached
        (post("2025-01-01", "2025-12-30"), "35 h × 52 weeks × 364 days ÷ 365 ≈ 1,815"),
        (post("2025-01-01", "2025-12-31", "35", "51.999"), "35 h × 51.999 weeks × 365 days ÷ 365 ≈ 1,819.9"),
        (post("2021-01-01", "2021-11-24"), "35 h × 52 weeks × 1 day ÷ 365 ≈ 4.9"),
        (post("2010-01-01", None, "8", "50"), "8 h × 50 weeks × 1,826 days ÷ 365 ≈ 2,001"),
    ],
)
def test_the_sum_can_be_shown(one, said):
    assert str(assessed(one).posts[0].arithmetic) == said


@pytest.mark.parametrize(
    ("one", "days"),
    [
        # 1 to 23 November 2021
        (post("2021-11-01", None), "23 days"),
        # wholly before: 1 to 10 November
        (post("2021-11-01", "2021-11-10"), "10 days"),
        (post("2021-11-23", "2021-11-23"), "1 day"),
    ],
)
def test_left_out_work_is_said_in_days(one, days):
    said = str(assessed(one).posts[0].left_out[0])
    assert said == f"Work before 24 November 2021 is too long ago to count: {days} left out."
