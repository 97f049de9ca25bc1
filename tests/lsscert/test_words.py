from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils.text import format_lazy
from django.utils.translation import override

from lsscert.words import day_in_words, days_in_words, exactly_in_words, number_in_words


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 days"), (1, "1 day"), (2, "2 days"), (1204, "1,204 days")]
)
def test_days(count, words):
    assert str(days_in_words(count)) == words


@pytest.mark.parametrize(
    ("value", "up", "words"),
    [
        (1820, False, "1,820"),
        (Decimal("17.50"), False, "17.5"),
        (Decimal("1819.99"), False, "1,819.9"),
        (Decimal("1819.99"), True, "1,820"),
        (Fraction(1, 365), False, "0"),
        (Fraction(1, 365), True, "0.1"),
        (Fraction(1820 * 364, 365), False, "1,815"),
        (Fraction(1820 * 364, 365), True, "1,815.1"),
        (Fraction(0), True, "0"),
    ],
)
def test_numbers_never_say_more_than_there_is_nor_less_than_is_missing(value, up, words):
    assert str(number_in_words(value, up=up)) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [("40", "40"), ("40.00", "40"), ("51.999", "51.999"), ("17.50", "17.5"), ("1820", "1,820"), ("0", "0")],
)
def test_what_was_typed_is_shown_whole(value, words):
    assert str(exactly_in_words(Decimal(value))) == words


def test_words_follow_the_language_of_the_reader():
    sentence = format_lazy("{day}", day=day_in_words(date(2011, 3, 15)))
    assert str(sentence) == "15 March 2011"
    with override("es"):
        assert str(sentence) == "15 marzo 2011"
