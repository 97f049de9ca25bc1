"""How codes are spelled and read, and which slips are caught."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.fees.seats import codes
from candidates.fees.seats.codes import ALPHABET, LENGTH, Slip, grouped, hashed, read, spell

NUMBERS = st.integers(min_value=0, max_value=2**128 - 1)


def weighed(code: str) -> int:
    return sum(place * ALPHABET.index(char) for place, char in enumerate(code, 1))


def test_no_character_looks_like_another_and_their_number_is_prime():
    assert not set("01ILO") & set(ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET) == 31
    assert all(31 % divisor for divisor in range(2, 31))


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (0, "2" * 27),
        # 1 in the first place weighs 1; 27 × 8 = 216 = 6 × 31 + 30, and 30 + 1 = 31: the last value is 8, an A.
        (1, "3" + "2" * 25 + "A"),
        # 31 is a 1 in the second place, which weighs 2; 27 × 16 = 432 = 13 × 31 + 29, and 29 + 2 = 31: a 16, a J.
        (31, "23" + "2" * 24 + "J"),
    ],
)
def test_spelling_worked_out_by_hand(number: int, code: str):
    assert spell(number) == code


def test_128_bits_fit_and_no_more():
    assert len(spell(2**128 - 1)) == LENGTH
    for outside in (-1, 2**128):
        with pytest.raises(ValueError, match="128 bits"):
            spell(outside)


@given(NUMBERS)
def test_every_code_reads_back_however_it_is_typed(number: int):
    code = spell(number)
    assert weighed(code) % 31 == 0
    for typed in (code, grouped(code), grouped(code).lower(), f"  {grouped(code).replace('-', ' – ')}\n"):
        assert read(typed) == codes.Reading(code)


@given(NUMBERS, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_any_single_wrong_character_is_a_slip(number: int, place: int, char: str):
    code = spell(number)
    typed = code[:place] + char + code[place + 1 :]
    assert read(typed).slip == (None if typed == code else Slip.SUM)


@given(NUMBERS, st.integers(0, LENGTH - 2))
def test_any_two_neighbours_exchanged_are_a_slip(number: int, place: int):
    code = spell(number)
    typed = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert read(typed).slip == (None if typed == code else Slip.SUM)


@given(st.integers(0, 2**127 - 1), st.integers(1, 2**127))
def test_two_numbers_never_share_a_code(number: int, more: int):
    assert spell(number) != spell(number + more)


CODE = spell(2**128 - 1)


@pytest.mark.parametrize(
    ("typed", "slip", "odd"),
    [
        ("", Slip.NOTHING, ""),
        (" - – \u00a0", Slip.NOTHING, ""),
        (CODE[:-1], Slip.LENGTH, ""),
        (CODE + "2", Slip.LENGTH, ""),
        ("0" + CODE[1:], Slip.CHARACTER, "0"),
        ("o" + CODE[1:], Slip.CHARACTER, "O"),
        ("l" + CODE[1:], Slip.CHARACTER, "L"),
        (CODE[:5] + "é" + CODE[6:], Slip.CHARACTER, "É"),
        ("２" + "2" * 26, None, ""),  # full-width, as some keyboards type it
        ("2\u200b" + "2" * 26, None, ""),  # a zero-width space, as pasted from a page
        ("\x00" + "2" * 27, None, ""),
    ],
)
def test_slips(typed: str, slip: Slip | None, odd: str):
    reading = read(typed)
    assert (reading.slip, reading.odd) == (slip, odd)


def test_it_is_kept_as_a_fingerprint():
    assert hashed(CODE) != CODE
    assert len(hashed(CODE)) == 64
