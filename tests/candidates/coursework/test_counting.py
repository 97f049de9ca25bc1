"""Every window was worked out by hand; the comment shows how. Rules: two years back, approval of four years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.coursework.counting import (
    Answer,
    Approval,
    CountingRules,
    counting_window,
    does_it_count,
)
from lsscert.dates import years_earlier
from lsscert.partial_dates import PartialDate

TODAY = date(2026, 11, 24)
RULES = CountingRules(lookback_years=2, approval_years=4)
COUNTS, DOES_NOT, CANNOT_SAY = Answer.COUNTS, Answer.DOES_NOT, Answer.CANNOT_SAY


def approved(period):
    """ "2011-03-15/2015-03-14", either side a month or "?"."""
    begins, ends = (None if side == "?" else PartialDate.parse(side) for side in period.split("/"))
    return Approval(begins, ends)


def answer(completed_on, *periods, passed=True, rules=RULES, today=TODAY):
    return does_it_count(
        completed_on=date.fromisoformat(completed_on),
        passed=passed,
        approvals=[approved(period) for period in periods],
        rules=rules,
        today=today,
    )


def codes(verdict):
    return [reason.code for reason in verdict.reasons]


WINDOWS = [
    # both days on record: 15 Mar 2011 - 2 years
    ("2011-03-15/2015-03-14", "2009-03-15", "2015-03-14"),
    # no end on record: the same date four years later, that day included
    ("2011-03-15/?", "2009-03-15", "2015-03-15"),
    # only the month of approval: its first day less 2 years; four years later that month's last day
    ("2011-03/?", "2009-03-01", "2015-03-31"),
    ("2011-02/?", "2009-02-01", "2015-02-28"),
    # 2016 has a 29 February, although approval came in one of 29 days too
    ("2012-02/?", "2010-02-01", "2016-02-29"),
    # an end of which only the month is known lasts to its last day
    ("2011-03-15/2014-12", "2009-03-15", "2014-12-31"),
    ("2011-03/2012-02", "2009-03-01", "2012-02-29"),
    # two years back from 29 February is 28 February; four years on is 29 February again
    ("2012-02-29/?", "2010-02-28", "2016-02-29"),
    # 2100 is no leap year
    ("2096-02-29/?", "2094-02-28", "2100-02-28"),
    # 28 February stays 28 February, also where a 29th exists
    ("2014-02-28/?", "2012-02-28", "2018-02-28"),
    # an early end
    ("2011-03-15/2011-03-15", "2009-03-15", "2011-03-15"),
    # begun and ended in one month of which only one day is known
    ("2015-03-15/2015-03", "2013-03-15", "2015-03-31"),
    ("2015-03/2015-03-10", "2013-03-01", "2015-03-10"),
    # the year ends
    ("2011-12/?", "2009-12-01", "2015-12-31"),
    # the last year a date may have: the end lies beyond it and is no error
    ("2200-12/?", "2198-12-01", "2204-12-31"),
]


@pytest.mark.parametrize(("period", "first", "last"), WINDOWS)
def test_the_days_that_count(period, first, last):
    window = counting_window(approved(period), RULES)
    assert window == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(("period", "first", "last"), WINDOWS)
def test_the_first_and_the_last_day_count_and_the_days_beside_them_do_not(period, first, last):
    first, last, one = date.fromisoformat(first), date.fromisoformat(last), timedelta(days=1)
    far_ahead = date(2300, 1, 1)
    for day, expected in [
        (first - one, "too_early"),
        (first, "in_approval"),
        (last, "in_approval"),
        (last + one, "approval_ended"),
    ]:
        verdict = answer(day.isoformat(), period, today=far_ahead)
        assert (day, codes(verdict), verdict.window) == (day, [expected], (first, last))
        assert verdict.answer is (COUNTS if expected == "in_approval" else DOES_NOT)


@pytest.mark.parametrize("period", ["?/?", "?/2015-03-14", "2015-03-15/2015-03-14", "2015-03/2015-02"])
def test_a_period_without_a_beginning_or_at_odds_with_itself_has_no_days(period):
    assert counting_window(approved(period), RULES) is None


def test_look_back_and_length_are_policy():
    rules = CountingRules(lookback_years=4, approval_years=1)
    # four years before 29 Feb 2012 there was a 29 February; one year after there is none
    assert counting_window(approved("2012-02-29/?"), rules) == (date(2008, 2, 29), date(2013, 2, 28))
    # a February of 28 days, a year later one of 29
    assert counting_window(approved("2011-02/?"), rules) == (date(2007, 2, 1), date(2012, 2, 29))


ANSWERS = [
    # --- one period with both days on record: 15 Mar 2009 to 14 Mar 2015
    ("2011-03-15", ["2011-03-15/2015-03-14"], COUNTS, ["in_approval"]),
    ("2009-03-15", ["2011-03-15/2015-03-14"], COUNTS, ["in_approval"]),
    ("2009-03-14", ["2011-03-15/2015-03-14"], DOES_NOT, ["too_early"]),
    ("2015-03-14", ["2011-03-15/2015-03-14"], COUNTS, ["in_approval"]),
    ("2015-03-15", ["2011-03-15/2015-03-14"], DOES_NOT, ["approval_ended"]),
    # --- nothing on record
    ("2014-06-01", [], CANNOT_SAY, ["approval_unknown"]),
    ("2014-06-01", ["?/?"], CANNOT_SAY, ["approval_unknown"]),
    # --- only the end on record, 14 Mar 2015: after it the answer is known, before it is not
    ("2015-03-15", ["?/2015-03-14"], DOES_NOT, ["approval_ended"]),
    ("2015-03-14", ["?/2015-03-14"], CANNOT_SAY, ["approval_unknown"]),
    ("1990-01-01", ["?/2015-03-14"], CANNOT_SAY, ["approval_unknown"]),
    # ... or only its month: 31 Mar 2015
    ("2015-03-31", ["?/2015-03"], CANNOT_SAY, ["approval_unknown"]),
    ("2015-04-01", ["?/2015-03"], DOES_NOT, ["approval_ended"]),
    # --- the record contradicts itself: the office will check
    ("2013-01-01", ["2015-03-15/2012-03-14"], CANNOT_SAY, ["approval_unknown"]),
    ("2020-01-01", ["2015-03-15/2012-03-14"], CANNOT_SAY, ["approval_unknown"]),
    # --- two periods with a gap: 1 Jan 2008 to 31 Dec 2013, 1 Jan 2016 to 31 Dec 2021
    ("2013-12-31", ["2010-01-01/2013-12-31", "2018-01-01/2021-12-31"], COUNTS, ["in_approval"]),
    ("2016-01-01", ["2010-01-01/2013-12-31", "2018-01-01/2021-12-31"], COUNTS, ["in_approval"]),
    # 1 Jan 2014 is 1 day after the first and 730 before the second
    (
        "2014-01-01",
        ["2010-01-01/2013-12-31", "2018-01-01/2021-12-31"],
        DOES_NOT,
        ["approval_ended", "too_early"],
    ),
    # 31 Dec 2015 is 730 days after the first and 1 before the second
    (
        "2015-12-31",
        ["2010-01-01/2013-12-31", "2018-01-01/2021-12-31"],
        DOES_NOT,
        ["too_early", "approval_ended"],
    ),
    # before both, after both: said once, of the nearest
    ("2007-12-31", ["2018-01-01/2021-12-31", "2010-01-01/2013-12-31"], DOES_NOT, ["too_early"]),
    ("2022-01-01", ["2010-01-01/2013-12-31", "2018-01-01/2021-12-31"], DOES_NOT, ["approval_ended"]),
    # --- renewed without a gap: the look-back of the second reaches into the first
    ("2013-06-01", ["2010-01-01/2013-12-31", "2014-01-01/2017-12-31"], COUNTS, ["in_approval"]),
    # --- one dated period fails, another has no date: cannot say
    ("2005-01-01", ["2010-01-01/2013-12-31", "?/?"], CANNOT_SAY, ["approval_unknown"]),
    ("2014-01-01", ["2010-01-01/2013-12-31", "?/2017-12-31"], CANNOT_SAY, ["approval_unknown"]),
    # ... unless the undated one had ended as well
    ("2018-01-01", ["2010-01-01/2013-12-31", "?/2017-12-31"], DOES_NOT, ["approval_ended"]),
    # --- one dated period is enough whatever the others are
    ("2012-01-01", ["?/?", "2010-01-01/2013-12-31"], COUNTS, ["in_approval"]),
    ("2012-01-01", ["2020-01-01/?", "2010-01-01/2013-12-31"], COUNTS, ["in_approval"]),
    # --- the day itself: today is 24 Nov 2026
    ("2026-11-24", ["2025-01/?"], COUNTS, ["in_approval"]),
    ("2026-11-25", ["2025-01/?"], DOES_NOT, ["in_future"]),
    ("2026-11-25", [], DOES_NOT, ["in_future"]),
    ("2026-11-25", ["?/?"], DOES_NOT, ["in_future"]),
    ("2026-11-25", ["2010-01/?"], DOES_NOT, ["in_future", "approval_ended"]),
    # an approval still to come looks back on a course finished now: 1 Jan 2028 - 2 years = 1 Jan 2026
    ("2026-01-01", ["2028-01/?"], COUNTS, ["in_approval"]),
    ("2025-12-31", ["2028-01/?"], DOES_NOT, ["too_early"]),
]


@pytest.mark.parametrize(("completed_on", "periods", "expected", "reasons"), ANSWERS)
def test_does_a_passed_course_count(completed_on, periods, expected, reasons):
    verdict = answer(completed_on, *periods)
    assert (verdict.answer, codes(verdict)) == (expected, reasons)


@pytest.mark.parametrize(
    ("completed_on", "periods", "reasons"),
    [
        ("2012-01-01", ["2011-03-15/?"], ["not_passed"]),
        ("2012-01-01", [], ["not_passed"]),
        ("2012-01-01", ["?/?"], ["not_passed"]),
        ("2009-03-14", ["2011-03-15/?"], ["not_passed", "too_early"]),
        ("2015-03-16", ["2011-03-15/?"], ["not_passed", "approval_ended"]),
        ("2027-01-01", ["2011-03-15/?"], ["in_future", "not_passed", "approval_ended"]),
    ],
)
def test_a_failed_course_never_counts_and_every_failing_fact_is_named(completed_on, periods, reasons):
    verdict = answer(completed_on, *periods, passed=False)
    assert (verdict.answer, codes(verdict)) == (DOES_NOT, reasons)


@pytest.mark.parametrize(
    ("completed_on", "periods", "window"),
    [
        # in both: the earlier period is named
        (
            "2013-06-01",
            ["2014-01-01/2017-12-31", "2010-01-01/2013-12-31"],
            (date(2008, 1, 1), date(2013, 12, 31)),
        ),
        # in neither: the nearer, by one day
        (
            "2014-01-01",
            ["2018-01-01/2021-12-31", "2010-01-01/2013-12-31"],
            (date(2008, 1, 1), date(2013, 12, 31)),
        ),
        (
            "2015-12-31",
            ["2010-01-01/2013-12-31", "2018-01-01/2021-12-31"],
            (date(2016, 1, 1), date(2021, 12, 31)),
        ),
        # no period decided
        ("2014-01-01", [], None),
        ("2014-01-01", ["?/?", "2018-01-01/?"], None),
        ("2027-01-01", ["2025-01-01/?"], None),
    ],
)
def test_the_window_that_decided_is_named(completed_on, periods, window):
    assert answer(completed_on, *periods).window == window


def test_the_failing_fact_is_said_with_its_figures():
    assert str(answer("2009-03-14", "2011-03-15/?").reasons[0]) == (
        "Finished 1 day before 15 March 2009, the earliest day that counts."
    )
    # a month's end is its last day, also where only the end is on record
    assert str(answer("2015-04-01", "?/2015-03").reasons[0]) == (
        "Finished 1 day after 31 March 2015, the day the course’s approval ended."
    )
    # 15 Mar 2015 to 15 Mar 2026: 11 years with three leap days (2016, 2020, 2024), 11 x 365 + 3 = 4,018
    assert str(answer("2026-03-15", "2011-03-15/?").reasons[0]) == (
        "Finished 4,018 days after 15 March 2015, the day the course’s approval ended."
    )


completions = st.dates(date(1995, 1, 1), date(2035, 12, 31))
some_dates = st.none() | st.builds(
    lambda day, whole: PartialDate.on(day) if whole else PartialDate(day.year, day.month),
    completions,
    st.booleans(),
)
some_approvals = st.lists(st.builds(Approval, some_dates, some_dates), max_size=4)
LATE = date(2100, 1, 1)


def ask(completed_on, approvals, passed=True, today=LATE):
    return does_it_count(
        completed_on=completed_on, passed=passed, approvals=approvals, rules=RULES, today=today
    )


@given(completions, some_approvals)
def test_order_of_periods_does_not_matter(completed_on, approvals):
    one, other = ask(completed_on, approvals), ask(completed_on, approvals[::-1])
    assert (one.answer, one.window, set(codes(one))) == (other.answer, other.window, set(codes(other)))


@given(completions, some_approvals, st.builds(Approval, some_dates, some_dates))
def test_one_more_period_never_spoils_a_course_that_counts(completed_on, approvals, more):
    if ask(completed_on, approvals).answer is COUNTS:
        assert ask(completed_on, [*approvals, more]).answer is COUNTS


@given(completions, some_approvals)
def test_it_counts_exactly_when_one_period_holds_the_day(completed_on, approvals):
    def holds(approval):
        if not approval.begins or (approval.ends and approval.ends.last() < approval.begins.first()):
            return False
        ends = approval.ends or PartialDate(approval.begins.year + 4, approval.begins.month)
        last = ends.last()
        if not approval.ends and approval.begins.day:
            last = last.replace(day=min(approval.begins.day, last.day))
        return years_earlier(approval.begins.first(), 2) <= completed_on <= last

    assert (ask(completed_on, approvals).answer is COUNTS) == any(map(holds, approvals))


@given(completions, some_approvals, st.booleans(), completions)
def test_there_is_always_a_reason_and_a_failed_or_future_course_never_counts(
    completed_on, approvals, passed, today
):
    verdict = ask(completed_on, approvals, passed, today)
    assert verdict.reasons
    if not passed or completed_on > today:
        assert verdict.answer is DOES_NOT


@given(completions, some_approvals)
def test_learning_an_unknown_date_only_settles_what_was_open(completed_on, approvals):
    """A dated answer "does not" or "counts" is not turned round by dating another period that was unknown."""
    dated = [approval for approval in approvals if counting_window(approval, RULES)]
    with_unknown = ask(completed_on, [*dated, Approval(None, None)]).answer
    assert with_unknown is (COUNTS if ask(completed_on, dated).answer is COUNTS else CANNOT_SAY)
