"""Who may apply, worked out by hand. The founding round of 2009 is the first table."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scholarships.rounds.entitlement import KINDS, eligible, in_words, judge, problems
from scholarships.rounds.stated import Post, Stated

CLOSES = date(2026, 3, 22)
FOUNDING: list[dict[str, Any]] = [
    {"rule": "member"},
    {"rule": "education"},
    {"rule": "hours", "hours": 1820},
    {"rule": "employed", "region": "Oregon", "years": 3},
]


def post(**changes: Any) -> Post:
    """A year of full time in Oregon: exactly 1,820 hours."""
    facts: dict[str, Any] = {
        "region": "Oregon",
        "paid": True,
        "starts": date(2024, 1, 1),
        "ends": date(2024, 12, 30),
        "hours_per_week": Decimal(35),
    }
    return Post(**facts | changes)


def stated(**changes: Any) -> Stated:
    facts: dict[str, Any] = {
        "member_number": "SSD-1",
        "on_roll": True,
        "has_diploma": True,
        "posts": (post(),),
    }
    return Stated(**facts | changes)


def met(rule: dict[str, Any], said: Stated, closes_on: date = CLOSES) -> bool | None:
    return judge([rule], said, closes_on=closes_on)[0].met


def test_the_founding_round_takes_one_who_meets_all_four() -> None:
    assert eligible(judge(FOUNDING, stated(), closes_on=CLOSES)) is True


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"member_number": ""}, "member"),
        ({"on_roll": False}, "member"),
        ({"has_diploma": False}, "education"),
        ({"posts": (post(hours_per_week=Decimal("34.9")),)}, "hours"),
        ({"posts": (post(ends=date(2024, 12, 29)),)}, "hours"),  # 364 of the 365 days
        ({"posts": (post(paid=False),)}, "employed"),
        ({"posts": (post(region="Washington"),)}, "employed"),
        ({"posts": (post(starts=date(2021, 1, 1), ends=date(2023, 3, 21)),)}, "employed"),
    ],
)
def test_one_fact_short_is_named(changes: dict[str, Any], rule: str) -> None:
    verdicts = judge(FOUNDING, stated(**changes), closes_on=CLOSES)
    assert eligible(verdicts) is False
    short = [verdict for verdict in verdicts if not verdict.met]
    assert [verdict.rule for verdict in short] == [rule]
    assert str(short[0].sentence)
    assert str(short[0].mend)


@pytest.mark.parametrize(("on_roll", "answer"), [(None, None), (True, True), (False, False)])
def test_without_a_list_nobody_can_say(on_roll: bool | None, answer: bool | None) -> None:
    assert eligible(judge(FOUNDING, stated(on_roll=on_roll), closes_on=CLOSES)) is answer


def test_what_is_not_met_outweighs_what_cannot_be_said() -> None:
    assert eligible(judge(FOUNDING, stated(on_roll=None, has_diploma=False), closes_on=CLOSES)) is False
    assert eligible([]) is True


@pytest.mark.parametrize(
    ("closes", "ends", "answer"),
    [
        (date(2026, 3, 22), date(2023, 3, 22), True),  # the day three years before counts
        (date(2026, 3, 22), date(2023, 3, 21), False),
        (date(2028, 2, 29), date(2025, 2, 28), True),  # three years before 29 February is 28 February
        (date(2028, 2, 29), date(2025, 2, 27), False),
        (date(2027, 2, 28), date(2024, 2, 28), True),
    ],
)
def test_three_years_count_back_from_the_closing_day(closes: date, ends: date, answer: bool) -> None:
    said = stated(posts=(post(starts=date(2020, 1, 1), ends=ends),))
    assert met({"rule": "employed", "region": "Oregon", "years": 3}, said, closes) is answer


@pytest.mark.parametrize(
    ("posts", "answer"),
    [
        ((post(starts=CLOSES, ends=None),), True),  # begun on the closing day
        ((post(starts=CLOSES + timedelta(days=1), ends=None),), False),
        ((post(region=" or "),), True),
        ((post(region="OREGON"),), True),
        ((post(region="Ore."),), False),
        ((post(region=""),), False),
        ((post(paid=False), post(region="Idaho")), False),  # two halves make no whole
        ((), False),
    ],
)
def test_employed_in_the_region(posts: tuple[Post, ...], answer: bool) -> None:
    assert met({"rule": "employed", "region": "Oregon", "years": 3}, stated(posts=posts)) is answer


@pytest.mark.parametrize(
    ("posts", "answer"),
    [
        ((post(starts=date(2025, 3, 23), ends=None),), True),  # 365 days with the closing day
        ((post(starts=date(2025, 3, 24), ends=None),), False),
        # 182 + 183 days one after the other are enough; at the same time they count once.
        ((post(starts=date(2024, 1, 1), ends=date(2024, 6, 30)), post(starts=date(2024, 7, 1))), True),
        ((post(ends=date(2024, 6, 30)), post(starts=date(2024, 2, 1), ends=date(2024, 7, 31))), False),
        ((post(paid=False),), True),
        ((), False),
    ],
)  # fmt: skip
def test_twelve_months_of_library_work(posts: tuple[Post, ...], answer: bool) -> None:
    assert met({"rule": "months", "months": 12}, stated(posts=posts)) is answer


@pytest.mark.parametrize(
    ("rule", "said", "answer"),
    [
        ({"rule": "candidacy", "states": ["none", "accepted"]}, {"candidacy": "none"}, True),
        ({"rule": "candidacy", "states": ["accepted", "active"]}, {"candidacy": "none"}, False),
        ({"rule": "candidacy", "states": ["active"]}, {"candidacy": "lapsed"}, False),
        ({"rule": "never_helped"}, {"helped_before": True}, False),
        ({"rule": "never_helped"}, {}, True),
        ({"rule": "one_per_scheme"}, {"awards_in_scheme": 1}, False),
        ({"rule": "one_per_scheme"}, {"awards_in_scheme": 0, "helped_before": True}, True),
    ],
)
def test_the_other_rules(rule: dict[str, Any], said: dict[str, Any], answer: bool) -> None:
    assert met(rule, stated(**said)) is answer


def test_ten_dollars_of_ala_membership_are_no_membership_here() -> None:
    assert "ALA membership is something else" in str(in_words({"rule": "member"}, CLOSES))


def test_each_rule_reads_on_the_public_page_with_its_days() -> None:
    assert "in Oregon at some time since 22 March 2023" in str(in_words(FOUNDING[3], CLOSES))
    assert "within 3 years" in str(in_words(FOUNDING[3], None))
    assert "1,820 hours" in str(in_words(FOUNDING[2], CLOSES))


@pytest.mark.parametrize(
    "rules",
    [
        "member",
        ["member"],
        [{"rule": "star sign"}],
        [{"rule": "hours"}],
        [{"rule": "hours", "hours": "many"}],
        [{"rule": "hours", "hours": 0}],
        [{"rule": "hours", "hours": True}],
        [{"rule": "employed", "region": " ", "years": 3}],
        [{"rule": "candidacy", "states": []}],
        [{"rule": "candidacy", "states": ["king"]}],
        [{"rule": "member"}, {"rule": "member"}],
    ],
)
def test_a_rule_that_cannot_be_judged_is_refused_when_it_is_composed(rules: Any) -> None:
    assert problems(rules)


def test_the_founding_rules_can_be_composed() -> None:
    assert problems(FOUNDING) == []


DAYS = st.dates(date(2015, 1, 1), date(2027, 1, 1))
POSTS = st.builds(
    lambda starts, length, region, paid, hours: post(
        starts=starts,
        ends=starts + timedelta(days=length),
        region=region,
        paid=paid,
        hours_per_week=Decimal(hours),
    ),
    DAYS,
    st.integers(0, 900),
    st.sampled_from(["Oregon", "Idaho"]),
    st.booleans(),
    st.integers(1, 60),
)
OF_POSTS = [FOUNDING[2], FOUNDING[3], {"rule": "months", "months": 12}]


@given(posts=st.lists(POSTS, max_size=3), more=POSTS)
def test_another_post_never_makes_anybody_less_entitled(posts: list[Post], more: Post) -> None:
    for rule in OF_POSTS:
        if met(rule, stated(posts=tuple(posts))):
            assert met(rule, stated(posts=(*posts, more)))


@given(
    rules=st.permutations(FOUNDING), posts=st.lists(POSTS, max_size=3), number=st.sampled_from(["", "SSD-1"])
)
def test_the_order_of_rules_changes_nothing(rules: list[Any], posts: list[Post], number: str) -> None:
    said = stated(posts=tuple(posts), member_number=number)
    answers = {verdict.rule: verdict.met for verdict in judge(FOUNDING, said, closes_on=CLOSES)}
    assert {verdict.rule: verdict.met for verdict in judge(rules, said, closes_on=CLOSES)} == answers


def test_every_rule_has_words_for_people() -> None:
    samples: dict[str, dict[str, Any]] = {
        "employed": {"region": "Oregon", "years": 3},
        "hours": {"hours": 1820},
        "months": {"months": 12},
        "candidacy": {"states": ["none"]},
    }
    for code in KINDS:
        rule = {"rule": code} | samples.get(code, {})
        assert problems([rule]) == []
        assert str(in_words(rule, CLOSES)).startswith("You ")
