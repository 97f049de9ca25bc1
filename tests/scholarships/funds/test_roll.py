"""What is read of a pasted list of member numbers, and what it does to the one on record."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scholarships.funds import roll
from tests.scholarships import making

CASES = [
    ("SSD-1042", ("SSD-1042", None)),
    ("  ssd 1042  ", ("ssd 1042", None)),
    ("SSD-1042, 2027-06-30", ("SSD-1042", date(2027, 6, 30))),
    ("SSD-1042;6/30/2027", ("SSD-1042", date(2027, 6, 30))),
    ("SSD-1042\t2027-06-30\t", ("SSD-1042", date(2027, 6, 30))),
    ('"SSD-1042","2027-06-30"', ("SSD-1042", date(2027, 6, 30))),
    ("SSD-1042,", ("SSD-1042", None)),
    ("1042", ("1042", None)),
    ("number, paid up to", None),
    ("SSD-1042, 2027-02-30", None),
    ("SSD-1042, in June", None),
    ("Maria Delgado, SSD-1042", None),
    ("١٠٤٢", None),
    ("7" * 31, None),
    ("=1+1", None),
]


@pytest.mark.parametrize(("line", "wanted"), CASES, ids=[repr(case[0]) for case in CASES])
def test_a_line(line: str, wanted: tuple[str, date | None] | None) -> None:
    found = roll.read(line)
    assert list(found.numbers) == ([wanted] if wanted else [])
    assert [place for place, _text in found.unread] == ([] if wanted else [1])


def test_unread_lines_are_named_by_their_place_and_the_later_of_two_counts() -> None:
    found = roll.read("number\n\nSSD-1\nssd-1, 2027-06-30\n?\n")
    assert list(found.numbers) == [("ssd-1", date(2027, 6, 30))]
    assert list(found.unread) == [(1, "number"), (5, "?")]


@given(st.text(max_size=200))
def test_every_line_is_read_or_named(text: str) -> None:
    found = roll.read(text)
    lines = [line for line in text.splitlines() if line.strip()]
    assert len(found.unread) <= len(lines)
    assert len(found.numbers) <= len(lines) - len(found.unread)
    assert all(len(number) <= 30 for number, _until in found.numbers)


@pytest.mark.django_db
def test_replaced_whole_or_added() -> None:
    ours, theirs = making.organisation(), making.organisation("LSSIRT")
    roll.replace(organisation=theirs, numbers=[("A-1", None)])
    roll.replace(organisation=ours, numbers=[("A-1", None), ("A-2", None)])
    wanted = [("a-2", date(2027, 6, 30)), ("A-3", None)]
    assert roll.change(ours, wanted) == roll.Change(new=1, kept=1, gone=1)
    assert roll.add(organisation=ours, numbers=wanted) == 3
    assert list(ours.roll.values_list("number", "until")) == [
        ("A-1", None),
        ("A-3", None),
        ("a-2", date(2027, 6, 30)),
    ]
    assert roll.replace(organisation=ours, numbers=wanted) == 2
    assert set(ours.roll.values_list("number", flat=True)) == {"a-2", "A-3"}
    assert theirs.roll.count() == 1
