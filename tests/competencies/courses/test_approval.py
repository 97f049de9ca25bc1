"""When a course was approved, in words; worked out by hand."""

from datetime import date

import pytest

from competencies.courses.approval import Standing, best_of, date_missing, in_words, usual_end
from lsscert.partial_dates import PartialDate

TODAY = date(2026, 11, 24)


def period(begins: str, ends: str) -> tuple[PartialDate | None, PartialDate | None]:
    return PartialDate.parse(begins) if begins else None, PartialDate.parse(ends) if ends else None


@pytest.mark.parametrize(
    ("begins", "ends", "standing", "words"),
    [
        ("2024-03", "2028-03", Standing.APPROVED, "approved March 2024 until March 2028"),
        ("2024-03-01", "2028-03-01", Standing.APPROVED, "approved 1 March 2024 until 1 March 2028"),
        ("2024-03", "", Standing.APPROVED, "approved since March 2024"),
        ("2026-11-24", "2030-11-24", Standing.APPROVED, "approved 24 November 2026 until 24 November 2030"),
        ("2022-11-24", "2026-11-24", Standing.APPROVED, "approved 24 November 2022 until 24 November 2026"),
        ("2022-11", "2026-11", Standing.APPROVED, "approved November 2022 until November 2026"),
        (
            "2022-11-23",
            "2026-11-23",
            Standing.ENDED,
            "approved 23 November 2022 until 23 November 2026: ended",
        ),
        ("2022-10", "2026-10", Standing.ENDED, "approved October 2022 until October 2026: ended"),
        ("", "2019-05", Standing.ENDED, "approval ended May 2019"),
        ("", "2028-05", Standing.UNKNOWN, "approval date not on record: the office will check"),
        ("", "", Standing.UNKNOWN, "approval date not on record: the office will check"),
        (
            "2026-11-25",
            "2030-11-25",
            Standing.TO_COME,
            "approved from 25 November 2026 until 25 November 2030",
        ),
        ("2026-12", "", Standing.TO_COME, "approved from December 2026"),
        ("2026-11", "", Standing.APPROVED, "approved since November 2026"),
    ],
)
def test_one_period_in_words(begins: str, ends: str, standing: Standing, words: str) -> None:
    said = in_words(period(begins, ends), TODAY)
    assert (said.standing, str(said.sentence)) == (standing, words)


@pytest.mark.parametrize(
    ("periods", "words"),
    [
        ([], "approval date not on record: the office will check"),
        ([("2011-01", "2015-01"), ("2023-01", "2027-01")], "approved January 2023 until January 2027"),
        ([("2023-01", "2027-01"), ("2025-06", "2029-06")], "approved June 2025 until June 2029"),
        ([("2011-01", "2015-01"), ("2015-01", "2019-01")], "approved January 2015 until January 2019: ended"),
        ([("2011-01", "2015-01"), ("", "")], "approval date not on record: the office will check"),
        ([("2023-01", "2027-01"), ("2027-01", "2031-01")], "approved January 2023 until January 2027"),
    ],
)
def test_a_course_is_described_by_its_best_period(periods: list[tuple[str, str]], words: str) -> None:
    assert str(best_of([period(*each) for each in periods], TODAY).sentence) == words


@pytest.mark.parametrize(
    ("periods", "missing"),
    [
        ([], True),
        ([("", "2019-05")], True),
        ([("2011-01", "")], False),
        ([("2011-01", ""), ("", "2019-01")], True),
    ],
)
def test_when_the_approval_date_is_missing(periods: list[tuple[str, str]], missing: bool) -> None:
    assert date_missing([period(*each) for each in periods]) is missing


@pytest.mark.parametrize(
    ("begins", "end"), [("2024-03", "2028-03"), ("2024-03-01", "2028-03-01"), ("2024-02-29", "2028-02-29")]
)
def test_the_usual_end_is_the_same_day_or_month_four_years_later(begins: str, end: str) -> None:
    assert usual_end(PartialDate.parse(begins), 4).iso() == end


def test_the_usual_end_of_a_leap_day_without_one_is_the_day_before() -> None:
    assert usual_end(PartialDate.parse("2024-02-29"), 3).iso() == "2027-02-28"
