import pytest

from lsscert.money.numbers import typed_number


@pytest.mark.parametrize(
    ("typed", "ending"),
    [
        ("147", "-0147"),
        ("0147", "-0147"),
        ("#147", "-0147"),
        ("2026-147", "2026-0147"),
        ("2026/0147", "2026-0147"),
        ("cn-2026-3", "CN-2026-0003"),
        ("CN 3", "-0003"),
        ("D-2026-0012", "D-2026-0012"),
        ("d12", "-0012"),
    ],
)
def test_a_number_is_read_however_it_is_typed(typed: str, ending: str) -> None:
    found = typed_number(typed)
    assert found is not None
    assert found.ending == ending


@pytest.mark.parametrize(
    "typed", ["", "2026-", "1e3", "-147", "12.50", "$350", "١٤٧", "X-2026-1", "12345678"]
)
def test_what_is_no_number_of_ours_is_none(typed: str) -> None:
    assert typed_number(typed) is None
