"""The outcome of both rounds: every pair, every third, every size of set, against tables worked out by hand."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.portfolios.outcome import (
    Kind,
    Rating,
    Rules,
    met_needed,
    middle,
    needs_more,
    round_one,
    round_two,
    together,
)

MET, PARTIAL, NOT = Rating.MET, Rating.PARTIAL, Rating.NOT_MET
RULES = Rules()
CODES = {"M": MET, "P": PARTIAL, "N": NOT, "-": None}

# first, second → together (- where they disagree), whether round one asks for more
PAIRS = """
MM M no
MP M no
PM M no
PP P yes
MN - yes
NM - yes
PN - yes
NP - yes
NN N yes
"""

# three ratings → the middle one, in every order they can come
MIDDLES = """
MMM M
MMP M
MMN M
MPP P
MPN P
MNN N
PPP P
PPN P
PNN N
NNN N
"""

# competencies → the fewest Met of 70 percent, worked out by hand: 100 × met ≥ 70 × all
SIZES = {
    "FLS": (12, 9),  # 840: 8 make 800, 9 make 900
    "COM": (9, 7),  # 630: 6 make 600, 7 make 700
    "TEC": (9, 7),
    "ACC": (13, 10),  # 910: 9 make 900, 10 make 1,000
    "RAD": (12, 9),
    "CAT": (8, 6),  # 560: 5 make 500, 6 make 600
    "COL": (10, 7),  # 700: 7 make 700, exactly
    "REF": (9, 7),
    "SUP": (16, 12),  # 1,120: 11 make 1,100, 12 make 1,200
    "YOU": (12, 9),
}


def rows(table):
    return [line.split() for line in table.strip().splitlines()]


def pair_of(letters):
    return CODES[letters[0]], CODES[letters[1]]


@pytest.mark.parametrize(("letters", "comes_to", "more"), rows(PAIRS))
def test_what_two_ratings_make(letters, comes_to, more):
    assert together(pair_of(letters)) is CODES[comes_to]
    assert needs_more(pair_of(letters)) is (more == "yes")


def test_the_table_of_pairs_is_complete():
    assert {letters for letters, *_rest in rows(PAIRS)} == {"".join(two) for two in product("MPN", repeat=2)}


@pytest.mark.parametrize(("letters", "comes_to"), rows(MIDDLES))
def test_the_middle_of_three_in_any_order(letters, comes_to):
    orders = [three for three in product("MPN", repeat=3) if sorted(three) == sorted(letters)]
    assert {middle([CODES[each] for each in three]) for three in orders} == {CODES[comes_to]}


def test_the_table_of_three_is_complete():
    known = {tuple(sorted(letters)) for letters, _middle in rows(MIDDLES)}
    assert known == {tuple(sorted(three)) for three in product("MPN", repeat=3)}


def test_the_middle_is_that_of_three():
    with pytest.raises(ValueError, match="three"):
        middle([MET, MET])


@pytest.mark.parametrize("letters", ["".join(three) for three in product("MPN", repeat=3)])
def test_a_third_speaks_only_where_two_disagree(letters):
    """Each pair with each third, in a set of one competency: what stands, and who was asked."""
    pair, third = pair_of(letters), Rating(CODES[letters[2]] or "")
    before = round_two(standing={}, again={1: pair}, thirds={}, rules=RULES)
    after = round_two(standing={}, again={1: pair}, thirds={1: third}, rules=RULES)
    if letters[:2] in {"MN", "NM", "PN", "NP"}:
        assert (before.kind, before.open, before.lines[0].together) == (Kind.THIRD_NEEDED, (1,), None)
        assert after.lines[0].ratings == (*pair, third)
        assert after.lines[0].together is sorted([*pair, third], key=[NOT, PARTIAL, MET].index)[1]
        assert not after.unanimous
    else:
        assert before == after, "a third that nobody asked for changes nothing"
        assert after.lines[0].ratings == pair


def as_it_stands(pairs, thirds, rules):
    """No more information came: the ratings of round one are taken for those of round two."""
    again = {number: pair for number, pair in pairs.items() if needs_more(pair)}
    standing = {number: pair for number, pair in pairs.items() if number not in again}
    return round_two(standing=standing, again=again, thirds=thirds, rules=rules)


def of_size(all_of_them, met, rest=(PARTIAL, PARTIAL)):
    return {number: (MET, MET) if number <= met else rest for number in range(1, all_of_them + 1)}


@pytest.mark.parametrize(("size", "needed"), SIZES.values(), ids=SIZES)
def test_each_set_at_its_threshold(size, needed):
    assert met_needed(size, RULES) == needed
    enough = as_it_stands(of_size(size, needed), {}, RULES)
    assert (enough.kind, enough.count.met, enough.count.needed) == (Kind.ACHIEVED, needed, needed)
    one_less = as_it_stands(of_size(size, needed - 1), {}, RULES)
    assert one_less.kind is Kind.NOT_ACHIEVED
    one_not = as_it_stands(of_size(size, size - 1, rest=(NOT, NOT)), {}, RULES)
    assert (one_not.kind, one_not.count.not_met) == (Kind.NOT_ACHIEVED, 1), "one Not met is one too many"


@pytest.mark.parametrize(("size", "needed"), SIZES.values(), ids=SIZES)
def test_who_is_at_the_goal_may_decline_to_send_more(size, needed):
    at_goal = round_one(of_size(size, needed), RULES)
    assert (at_goal.kind, at_goal.may_decline) == (Kind.MORE_INFORMATION, True)
    assert at_goal.open == tuple(range(needed + 1, size + 1))
    assert not round_one(of_size(size, needed - 1), RULES).may_decline
    for dispute in [(MET, NOT), (NOT, NOT), (PARTIAL, NOT)]:
        assert not round_one(of_size(size, size - 1, rest=dispute), RULES).may_decline
    everything = round_one(of_size(size, size), RULES)
    assert (everything.kind, everything.open, everything.may_decline) == (Kind.ACHIEVED, (), False)


def test_met_by_one_and_partially_by_the_other_is_achieved_without_another_word():
    pairs = dict.fromkeys(range(1, 10), (MET, PARTIAL))
    outcome = round_one(pairs, RULES)
    assert (outcome.kind, outcome.count.met, outcome.unanimous) == (Kind.ACHIEVED, 9, False)


@pytest.mark.parametrize(
    ("pairs", "alike"),
    [
        ([(MET, MET), (MET, MET)], True),
        ([(MET, MET), (MET, PARTIAL)], False),  # the second alone would ask for more
        ([(PARTIAL, MET), (MET, PARTIAL)], True),  # each alone would ask, though together nothing is open
        ([(PARTIAL, PARTIAL), (MET, MET)], True),
        ([(NOT, MET), (MET, MET)], False),
        ([(NOT, MET), (MET, PARTIAL)], True),
    ],
)
def test_unanimous_in_round_one(pairs, alike):
    assert round_one(dict(enumerate(pairs, 1)), RULES).unanimous is alike


@pytest.mark.parametrize(
    ("again", "thirds", "alike"),
    [
        ({9: (MET, MET)}, {}, True),
        ({9: (PARTIAL, PARTIAL)}, {}, True),  # 8 of 9 for each
        ({9: (NOT, NOT)}, {}, True),
        ({9: (MET, NOT)}, {9: MET}, False),  # a third was needed
        ({9: (MET, PARTIAL)}, {}, True),
    ],
)
def test_unanimous_in_round_two(again, thirds, alike):
    standing = dict.fromkeys(range(1, 9), (MET, MET))
    assert round_two(standing=standing, again=again, thirds=thirds, rules=RULES).unanimous is alike


def test_unanimous_counts_what_each_alone_would_decide():
    """Six stand. The first alone has 9 of 9, the second alone 6 of 9: together 9, but not of one mind."""
    standing = dict.fromkeys(range(1, 7), (MET, MET))
    again = dict.fromkeys(range(7, 10), (MET, PARTIAL))
    outcome = round_two(standing=standing, again=again, thirds={}, rules=RULES)
    assert (outcome.kind, outcome.unanimous) == (Kind.ACHIEVED, False)


def test_as_it_stands_a_dispute_still_needs_a_third():
    pairs = of_size(9, 8, rest=(MET, NOT))
    assert as_it_stands(pairs, {}, RULES).open == (9,)
    assert as_it_stands(pairs, {9: PARTIAL}, RULES).kind is Kind.ACHIEVED
    assert as_it_stands(pairs, {9: NOT}, RULES).kind is Kind.NOT_ACHIEVED


def test_lines_tell_which_round_they_come_from():
    outcome = round_two(standing={2: (MET, PARTIAL)}, again={1: (MET, MET)}, thirds={}, rules=RULES)
    assert [(line.number, line.from_round) for line in outcome.lines] == [(1, 2), (2, 1)]


ratings = st.sampled_from([NOT, PARTIAL, MET])
sets = st.lists(st.tuples(ratings, ratings, ratings), min_size=1, max_size=16)
BETTER = {NOT: PARTIAL, PARTIAL: MET, MET: MET}
ORDER = [Kind.NOT_ACHIEVED, Kind.MORE_INFORMATION, Kind.ACHIEVED]
"""From worst to best. That a third is needed is no outcome, so thirds are given wherever one could be asked."""


def decided(triples):
    pairs = {number: triple[:2] for number, triple in enumerate(triples, 1)}
    thirds = {number: triple[2] for number, triple in enumerate(triples, 1)}
    return round_one(pairs, RULES), as_it_stands(pairs, thirds, RULES)


@given(triples=sets, data=st.data())
def test_raising_any_rating_never_worsens_the_outcome(triples, data):
    place = data.draw(st.integers(0, len(triples) - 1))
    seat = data.draw(st.integers(0, 2))
    raised = list(triples)
    changed = list(raised[place])
    changed[seat] = BETTER[changed[seat]]
    raised[place] = tuple(changed)
    for before, after in zip(decided(triples), decided(raised), strict=True):
        assert ORDER.index(after.kind) >= ORDER.index(before.kind)
        assert after.count.met >= before.count.met
    assert set(decided(raised)[0].open) <= set(decided(triples)[0].open)
    assert decided(raised)[0].kind is Kind.ACHIEVED or (
        decided(raised)[0].may_decline >= decided(triples)[0].may_decline
    )


@given(triples=sets)
def test_the_order_of_the_reviewers_never_matters(triples):
    swapped = [(second, first, third) for first, second, third in triples]
    for one, other in zip(decided(triples), decided(swapped), strict=True):
        assert (one.kind, one.count, one.open) == (other.kind, other.count, other.open)
        assert (one.unanimous, one.may_decline) == (other.unanimous, other.may_decline)
        assert [line.together for line in one.lines] == [line.together for line in other.lines]


@given(triples=sets)
def test_who_may_decline_is_achieved_as_it_stands(triples):
    first, stands = decided(triples)
    if first.may_decline:
        assert stands.kind is Kind.ACHIEVED


@given(triples=sets)
def test_everything_is_counted_once(triples):
    for outcome in decided(triples):
        count = outcome.count
        assert count.met + count.partial + count.not_met + count.undecided == count.all == len(triples)
        assert (100 * count.met >= 70 * count.all) is count.enough_met
