"""A bar in parts: what is drawn has the right share, and nothing runs over the end."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from lsscert.ui.bars import GAP, bar


def test_parts_stand_beside_each_other_by_their_share():
    first, second = bar({"fee": Decimal(350), "portfolio": Decimal(360)}, whole=Decimal(710))
    assert (first.kind, first.start) == ("fee", 0)
    assert first.width + GAP == Decimal("49.30") == second.start
    assert second.start + second.width + GAP == 100


def test_a_part_of_nothing_is_not_drawn_and_the_rest_fills_the_bar():
    drawn = bar({"fee": Decimal(350), "award": Decimal(0)}, whole=Decimal(700), rest="unknown")
    assert [segment.kind for segment in drawn] == ["fee", "unknown"]
    assert drawn[-1].start == 50
    assert bar({"you": Decimal(0)}, whole=Decimal(0)) == ()


@given(st.lists(st.decimals(0, 5000, places=2), max_size=5), st.decimals(0, 9000, places=2))
def test_it_never_leaves_its_frame(amounts: list[Decimal], whole: Decimal):
    drawn = bar({f"part{number}": amount for number, amount in enumerate(amounts)}, whole=whole)
    assert all(segment.width > 0 and segment.start + segment.width <= 100 + GAP for segment in drawn)
