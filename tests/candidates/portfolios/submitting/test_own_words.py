"""Where one's own name stands, by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.portfolios.submitting.own_words import MOST, Passage, places

NAME, ADDRESS, EMPLOYER = "Zoë Quillfeather-Ames", "zoe.quill@people.test", "Marrowstone Public Library"


def found(text: str) -> list[str]:
    return [place.found for place in places([NAME], [ADDRESS], [EMPLOYER], [Passage("here", text)])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I am Zoë Quillfeather-Ames.", ["Zoë Quillfeather-Ames"]),
        ("I am zoe quillfeather-ames.", ["zoe quillfeather-ames"]),
        ("ZOË’S guide", ["ZOË"]),
        ("by Quillfeather and Ames", ["Quillfeather", "Ames"]),
        ("write to ZOE.QUILL@people.test now", ["ZOE.QUILL@people.test"]),
        ("user zoe.quill on the forum", ["zoe.quill"]),
        ("at Marrowstone  Public\nLibrary", ["Marrowstone  Public\nLibrary"]),
        ("in Marrowstone we read", ["Marrowstone"]),
        ("the public library of our town", []),
        ("games and frames, zoetrope", []),
        ("", []),
    ],
)
def test_places(text: str, expected: list[str]):
    assert found(text) == expected


def test_words_around_it_are_shown_as_they_stand():
    (place,) = places([NAME], [], [], [Passage("competency 3", "x" * 60 + " Zoë reads " + "y" * 60)])
    assert place.where == "competency 3"
    assert place.before == "x" * 39 + " "
    assert place.after == " reads " + "y" * 33


def test_nothing_to_look_for_finds_nothing_and_there_is_an_end():
    assert places([""], [], ["ab"], [Passage("", "ab ab")]) == []
    assert len(places(["Zoë"], [], [], [Passage("", "Zoë " * 1000)])) == MOST


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_name_between_any_two_texts_is_found(before: str, after: str):
    assert "Zoë" in "".join(found(f"{before} Zoë {after}"))
