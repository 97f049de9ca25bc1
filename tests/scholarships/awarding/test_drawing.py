"""The recipe of a draw: worked cases, what must always hold, and whether it is fair."""

import hashlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scholarships.awarding import drawing
from scholarships.awarding.drawing import Entry, Published, code_of, normalised, number_of, recompute

SECRET = "5ec4e7" + "0" * 58
ENTRIES = [Entry("A-002"), Entry("A-001", 1), Entry("A-003")]
entries = st.dictionaries(st.integers(1, 5000).map(code_of), st.integers(0, 1), min_size=1, max_size=40).map(
    lambda found: [Entry(code, group) for code, group in found.items()]
)


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def made(listed: list[Entry], secret: str = SECRET, number: str = "04 08 15") -> Published:
    hashed = drawing.entries_hash(listed)
    bound = drawing.commitment(hashed, secret)
    drawn = drawing.order(listed, drawing.seed(bound, secret, number))
    return Published(listed, hashed, bound, secret, number, drawn)


@pytest.mark.parametrize(
    ("number", "code"), [(1, "A-001"), (7, "A-007"), (99, "A-099"), (999, "A-999"), (1000, "A-1000")]
)
def test_a_code_and_its_number(number: int, code: str) -> None:
    assert (code_of(number), number_of(code)) == (code, number)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("04 08 15", "4-8-15"),
        ("4-8-15", "4-8-15"),
        ("4, 8, 15", "4-8-15"),
        ("  4;8 / 15\t", "4-8-15"),
        ("04 – 17, Bonus: 9", "4-17-9"),
        ("44910.65", "44910-65"),
        ("000", "0"),
        ("0 10 00", "0-10-0"),
        ("100", "100"),
        ("", ""),
        ("none yet", ""),
        ("٤ ٨", ""),
    ],
)
def test_however_a_number_is_written_it_is_the_same(typed: str, meant: str) -> None:
    assert normalised(typed) == meant


def test_the_recipe_by_hand() -> None:
    """The lines of docs/draw.md, written out for three entries."""
    listed = "A-001\t1\nA-002\t0\nA-003\t0\n"
    bound = sha(f"lsscert-draw-1\n{sha(listed)}\n{SECRET}")
    mixed = sha(f"lsscert-draw-1\n{bound}\n{SECRET}\n4-8-15")
    preferred = sorted(["A-002", "A-003"], key=lambda code: sha(f"{mixed}\n{code}"))
    said = made(ENTRIES)
    assert said.entries_hash == sha(listed)
    assert said.commitment == bound
    assert said.order == [*preferred, "A-001"]


def test_the_recipe_never_changes() -> None:
    """Draws of years ago must come out as they did: these values were computed once, with sha256sum."""
    said = made(ENTRIES)
    assert said.entries_hash == "3402870a66ac025113367da4c6ee7cab303355d8b57faa95906dc17be653dc63"
    assert said.commitment == "1706e92612941ff63b948005c668fb4c6e01019fabff7c3d308f9820617d75ed"
    assert said.order == ["A-003", "A-002", "A-001"]


@given(entries, st.randoms(use_true_random=False))
def test_in_which_order_entries_come_in_does_not_matter(listed: list[Entry], random) -> None:
    shuffled = random.sample(listed, len(listed))
    first, second = made(listed), made(shuffled)
    assert (first.entries_hash, first.commitment, first.order) == (
        second.entries_hash,
        second.commitment,
        second.order,
    )


@given(entries, st.integers(0, 10**12).map(str))
def test_everybody_is_drawn_once_and_groups_keep_their_order(listed: list[Entry], number: str) -> None:
    drawn = made(listed, number=number).order
    groups = {each.code: each.group for each in listed}
    assert sorted(drawn) == sorted(groups)
    assert [groups[code] for code in drawn] == sorted(groups.values())


@given(entries, st.data())
def test_any_change_of_the_entries_is_seen(listed: list[Entry], data) -> None:
    place = data.draw(st.integers(0, len(listed) - 1))
    was = listed[place]
    changed = [
        [*listed, Entry(code_of(6000))],
        listed[:place] + listed[place + 1 :],
        [*listed[:place], Entry(was.code, 1 - was.group), *listed[place + 1 :]],
        [*listed[:place], Entry(code_of(6000), was.group), *listed[place + 1 :]],
    ]
    hashes = {drawing.entries_hash(each) for each in changed}
    assert drawing.entries_hash(listed) not in hashes


@given(entries)
def test_what_was_drawn_is_recomputed(listed: list[Entry]) -> None:
    again = recompute(made(listed))
    assert again.wrong == []
    assert again.number == "4-8-15"
    assert sorted(again.tickets) == sorted(each.code for each in listed)


MANY = [Entry(code_of(number), number % 2) for number in range(1, 13)]
WRONG = {
    "entries": ({"entries": [*MANY, Entry("A-013")]}, ["entries_hash", "order"]),
    "hash": ({"entries_hash": sha("others")}, ["entries_hash", "commitment"]),
    "secret": ({"secret": "f" * 64}, ["commitment", "order"]),
    "commitment": ({"commitment": sha("another")}, ["commitment", "order"]),
    "number": ({"outside_number": "4 8 16"}, ["order"]),
    "order": ({"order": sorted(each.code for each in MANY)}, ["order"]),
    "one left out": ({"order": made(MANY).order[:-1]}, ["order"]),
}


@pytest.mark.parametrize(("change", "wrong"), WRONG.values(), ids=WRONG)
def test_what_was_changed_afterwards_is_named(change, wrong) -> None:
    assert recompute(Published(**(vars(made(MANY)) | change))).wrong == wrong


def test_another_number_is_another_order() -> None:
    listed = [Entry(code_of(number)) for number in range(1, 21)]
    assert len({tuple(made(listed, number=str(number)).order) for number in range(50)}) == 50


# Fairness. Critical values of chi-squared for p = 0.001: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4.
DRAWS = 10_000
CRITICAL = {4: 18.467, 9: 27.877, 81: 126.083}


def chi_squared(counts: Counter, cells: int, total: int) -> float:
    expected = total / cells
    seen = sum((count - expected) ** 2 / expected for count in counts.values())
    return seen + (cells - len(counts)) * expected


def simulated(listed: list[Entry]) -> list[list[str]]:
    """The same list drawn again and again, each time with a secret and a number of its own."""
    return [made(listed, sha(f"secret {each}"), str(each)).order for each in range(DRAWS)]


def test_everybody_is_as_likely_to_come_first_and_on_any_place() -> None:
    listed = [Entry(code_of(number)) for number in range(1, 11)]
    draws = simulated(listed)
    first = Counter(drawn[0] for drawn in draws)
    assert chi_squared(first, 10, DRAWS) < CRITICAL[9]
    # 10 × 10 cells with fixed sums of rows and columns: 81 degrees of freedom, and a factor for drawing without return.
    placed = Counter((code, place) for drawn in draws for place, code in enumerate(drawn))
    assert chi_squared(placed, 100, 10 * DRAWS) * 9 / 10 < CRITICAL[81]


def test_within_each_group_as_well() -> None:
    listed = [Entry(code_of(number), int(number > 5)) for number in range(1, 11)]
    draws = simulated(listed)
    for places, group in ((slice(0, 5), 0), (slice(5, 10), 1)):
        assert {code for drawn in draws for code in drawn[places]} == {
            each.code for each in listed if each.group == group
        }
        first = Counter(drawn[places][0] for drawn in draws)
        assert chi_squared(first, 5, DRAWS) < CRITICAL[4]


def test_an_unfair_draw_would_be_seen() -> None:
    """Control: sorting by the first digit of the ticket alone, ties by code, favours early numbers."""
    codes = [code_of(number) for number in range(1, 11)]
    first = Counter(
        min(codes, key=lambda code: (drawing.ticket(sha(str(each)), code)[0], code)) for each in range(DRAWS)
    )
    assert chi_squared(first, 10, DRAWS) > CRITICAL[9]
