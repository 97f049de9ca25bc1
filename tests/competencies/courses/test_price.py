import pytest

from competencies.courses.price import price_of, says_nothing


@pytest.mark.parametrize(
    ("cost", "words", "ask"),
    [
        ("", "", "ask the provider"),
        (
            "free to Arizona library staff; list price not found",
            "free to Arizona library staff",
            "ask the provider",
        ),
        ("$95", "$95", ""),
        ("95 dollars for members", "95 dollars for members", ""),
        ("free", "free", ""),
        ("Free of charge.", "Free of charge.", ""),
        ("varies", "varies", "ask the provider"),
        ("0", "", "ask the provider"),
        ("$0.00", "", "ask the provider"),
    ],
)
def test_what_is_said_of_a_price(cost: str, words: str, ask: str) -> None:
    price = price_of(cost)
    assert (price.words, str(price.ask)) == (words, ask)


@pytest.mark.parametrize("cost", ["0", "00", "$0", "$ 0.00", "0,00", "US$0", "0 dollars", " 0 ", "$"])
def test_a_nought_says_nothing(cost: str) -> None:
    assert says_nothing(cost)


@pytest.mark.parametrize("cost", ["", " ", "free", "$10", "10", "0.50", "$100.00", "100", "none known"])
def test_other_words_say_something(cost: str) -> None:
    assert not says_nothing(cost)
