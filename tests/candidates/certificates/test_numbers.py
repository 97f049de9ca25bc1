from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from candidates.certificates.numbers import LETTERS, certificate_number, parse_number

NUMBER = "LSSC-2026-00042-K"


def test_a_number_is_written_with_its_letter():
    # 2x7 + 0x8 + 2x9 + 6x10 + 0x11 + 0x12 + 0x13 + 4x14 + 2x15 = 14 + 18 + 60 + 56 + 30 = 178
    # 178 = 9 x 19 + 7, and letter 7 of ACDEFHJKLMNPRTUVWXY, counted from 0, is K
    assert certificate_number(2026, 42) == NUMBER


@pytest.mark.parametrize(
    ("year", "serial", "start"),
    [
        (2026, 1, "LSSC-2026-00001-"),
        (2026, 99_999, "LSSC-2026-99999-"),
        (2026, 100_000, "LSSC-2026-100000-"),
        (2026, 99_999_999, "LSSC-2026-99999999-"),
    ],
)
def test_the_serial_grows_beyond_five_digits(year, serial, start):
    number = certificate_number(year, serial)
    assert number[:-1] == start
    assert parse_number(number) == number


@pytest.mark.parametrize(
    ("year", "serial"), [(2026, 0), (2026, -1), (2026, 100_000_000), (999, 1), (10_000, 1)]
)
def test_a_number_that_cannot_be_written_is_refused(year, serial):
    with pytest.raises(ValueError, match="certificate number"):
        certificate_number(year, serial)


def test_letters_that_look_like_something_else_are_not_used():
    assert not set(LETTERS) & set("IOQSZBG")


@pytest.mark.parametrize(
    "typed",
    [
        "LSSC-2026-00042-K",
        "lssc-2026-00042-k",
        "LSSC 2026 00042 K",
        "LSSC202600042K",
        "lssc202600042k",
        "2026-00042-K",
        "202600042k",
        "  LSSC-2026-00042-K\n",
        "LSSC–2026–00042–K",  # en dashes
        "LSSC—2026—00042—K",  # em dashes
        "LSSC‑2026‑00042‑K",  # no-break hyphens
        "LSSC−2026−00042−K",  # minus signs
        "LSSC - 2026 - 00042 - K",
        "LSSC\u00a02026\u202f00042\u2009K",  # no-break and thin spaces
        "LSSC\u200b-2026-\u200e00042-K\ufeff",  # characters that cannot be seen
        "LSSC_2026_00042_K",
        "LSSC.2026.00042.K",
        "LSSC/2026/00042/K",
        "LSSC-2O26-OOO42-K",
        "lssc-2o26-ooo42-k",
        "L S S C 2026 00042 K",
        "LSSC-2026-000 42-K",
        "LSSC-2026-0-0-0-4-2-K",
        "ＬＳＳＣ－２０２６－０００４２－Ｋ",
        "Certificate no. LSSC-2026-00042-K.",
        "(LSSC-2026-00042-K)",
        "“LSSC-2026-00042-K”",
        "No 7: 2026-00042-K!",
        "https://lsscert.example/verify/LSSC-2026-00042-K/",
        "5 LSSC-2026-00042-K 5",
        "my number is lssc 2026 00042 k, thank you",
        "LSSC-2026-00042-K LSSC-2026-00042-K",
    ],
)
def test_what_people_type_is_understood(typed):
    assert parse_number(typed) == NUMBER


def test_i_and_l_stand_for_one():
    number = certificate_number(2011, 11_111)
    for one in "IiLl":
        assert parse_number(number.replace("1", one)) == number


def test_an_l_at_the_end_is_the_letter():
    number = next(
        n for n in (certificate_number(2026, serial) for serial in range(1, 100)) if n.endswith("L")
    )
    assert parse_number(number.lower().replace("-", "")) == number


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "LSSC",
        "LSSC-2026-00042",
        "LSSC-2026-00042-",
        "LSSC-2026-00042-J",
        "LSSC-2026-0042-K",
        "LSSC-2026-000042-K",  # a nought too many
        "LSSC-2026-00000-" + LETTERS[92 % 19],  # serial nought, with its right letter: 14 + 18 + 60 = 92
        "LSSC-0026-00042-K",
        "LSSC-2026-00042-KK",
        "LSSC-2026-00042-K1",
        "LSSC-2026-00042-1",
        "LSSC-2026-00042-É",
        "XLSSC2026-00042-K",
        "12026-00042-K",
        "2026-123456789-K",
        "\x00",
        "\ud800",
        "Zo\u0308e 🦉 مرحبا",
        "1" * 100_000,
        "\u0301" * 100_000,
        "L" * 10_000,
    ],
)
def test_what_is_no_number_is_none(typed):
    assert parse_number(typed) is None


def test_a_digit_standing_in_front_does_not_change_the_number():
    """ "3 2010-00001-…" could be read as year 3201: now and then the letter fits that too."""
    for year in range(2000, 2100):
        number = certificate_number(year, 1)
        for digit in "0123456789":
            assert parse_number(f"{digit} {number.removeprefix('LSSC-')}") == number


def test_a_number_with_its_prefix_wins_over_one_without():
    with_prefix, without = certificate_number(2026, 43), certificate_number(2026, 41).removeprefix("LSSC-")
    assert (
        parse_number(f"{without}, {with_prefix}") == parse_number(f"{with_prefix}, {without}") == with_prefix
    )


def test_no_wrong_digit_and_no_swap_goes_unseen():
    """Every digit of every place, and every swap of two digits anywhere, of numbers from 5 to 8 serial digits."""
    examples = [(2026, 42), (2010, 1), (1999, 90_909), (2030, 123_456), (2026, 1_234_567), (2026, 98_765_432)]
    for year, serial in examples:
        number = certificate_number(year, serial)
        places = [place for place, char in enumerate(number) if char.isdigit()]
        for place in places:
            for digit in set("0123456789") - {number[place]}:
                assert parse_number(number[:place] + digit + number[place + 1 :]) is None
        for one, other in combinations(places, 2):
            if number[one] != number[other]:
                swapped = list(number)
                swapped[one], swapped[other] = number[other], number[one]
                assert parse_number("".join(swapped)) is None


def test_wrong_letters_are_seen():
    for letter in set("ABCDEFGHIJKLMNOPQRSTUVWXYZ") - {"K"}:
        assert parse_number(f"LSSC-2026-00042-{letter}") is None


years, serials = st.integers(1000, 9999), st.integers(1, 99_999_999)


@given(years, serials)
def test_what_is_written_can_be_read_again(year, serial):
    number = certificate_number(year, serial)
    assert parse_number(number) == number
    assert parse_number(number.lower().replace("-", " ")) == number


@given(years, serials, st.data())
def test_one_wrong_digit_is_always_seen(year, serial, data):
    number = certificate_number(year, serial)
    place = data.draw(st.sampled_from([place for place, char in enumerate(number) if char.isdigit()]))
    digit = data.draw(st.sampled_from(sorted(set("0123456789") - {number[place]})))
    assert parse_number(number[:place] + digit + number[place + 1 :]) is None


@given(years, serials, st.data())
def test_two_digits_swapped_are_always_seen(year, serial, data):
    number = certificate_number(year, serial)
    places = [place for place, char in enumerate(number) if char.isdigit()]
    one, other = data.draw(st.sampled_from(list(combinations(places, 2))))
    swapped = list(number)
    swapped[one], swapped[other] = number[other], number[one]
    if number[one] != number[other]:
        assert parse_number("".join(swapped)) is None


any_text = (
    st.text()
    | st.text(st.characters(codec=None))
    | st.text("LSCOIlsc0123456789K-– \u0301\ud800", max_size=60)
)


@given(any_text)
@example("\ud800LSSC-2026-00042-K\x00")
def test_no_text_breaks_it_and_what_comes_out_is_a_number(text):
    number = parse_number(text)
    if number is not None:
        assert parse_number(number) == number
        assert number == certificate_number(int(number[5:9]), int(number[10:-2]))
