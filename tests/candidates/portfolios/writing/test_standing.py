"""How far a competency is: cases worked out by hand, and what must hold for all of them."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.portfolios.writing.length import Length
from candidates.portfolios.writing.standing import Gap, Stand, Written, standing

WAY, INTRODUCTION, RESPONSE, EVIDENCE = Gap.WAY, Gap.INTRODUCTION, Gap.RESPONSE, Gap.EVIDENCE
CAPTION = Gap.CAPTION


@pytest.mark.parametrize(
    ("written", "stand", "gaps"),
    [
        (Written(), Stand.EMPTY, (WAY, RESPONSE, EVIDENCE)),
        (Written(way="own"), Stand.BEGUN, (INTRODUCTION, RESPONSE, EVIDENCE)),
        (Written(way="suggested"), Stand.BEGUN, (RESPONSE, EVIDENCE)),
        (Written(introduced=True), Stand.BEGUN, (WAY, RESPONSE, EVIDENCE)),
        (Written(words=1), Stand.BEGUN, (WAY, EVIDENCE)),
        (Written(secondary=1), Stand.BEGUN, (WAY, RESPONSE, EVIDENCE)),
        (Written(primary=1), Stand.BEGUN, (WAY, RESPONSE)),
        (Written(way="suggested", words=400, primary=1), Stand.READY, ()),
        (Written(way="suggested", words=400, secondary=3), Stand.BEGUN, (EVIDENCE,)),
        (Written(way="suggested", words=400, primary=2, uncaptioned=1), Stand.BEGUN, (CAPTION,)),
        (Written(way="suggested", words=400, secondary=2, uncaptioned=2), Stand.BEGUN, (EVIDENCE, CAPTION)),
        (Written(way="own", words=400, primary=1), Stand.BEGUN, (INTRODUCTION,)),
        (Written(way="own", introduced=True, words=400, primary=1), Stand.READY, ()),
        (Written(way="own", introduced=True, words=9000, primary=2, secondary=2), Stand.READY, ()),
        (Written(introduced=True, words=400, primary=1), Stand.BEGUN, (WAY,)),
    ],
)
def test_what_a_competency_still_wants(written: Written, stand: Stand, gaps: tuple[Gap, ...]) -> None:
    found = standing(written)
    assert (found.stand, found.gaps) == (stand, gaps)
    assert len(found.sentences) == len(gaps)


ALL = st.builds(
    Written,
    way=st.sampled_from(["", "own", "suggested"]),
    introduced=st.booleans(),
    words=st.integers(0, 3000),
    primary=st.integers(0, 3),
    secondary=st.integers(0, 3),
)
RANK = {Stand.EMPTY: 0, Stand.BEGUN: 1, Stand.READY: 2}


@given(ALL)
def test_ready_is_exactly_no_gap(written: Written) -> None:
    found = standing(written)
    assert (found.stand is Stand.READY) == (found.gaps == ())


@given(ALL, st.integers(0, 500), st.integers(0, 2), st.integers(0, 2))
def test_writing_more_never_sets_back(written: Written, words: int, primary: int, secondary: int) -> None:
    more = Written(
        written.way, True, written.words + words, written.primary + primary, written.secondary + secondary
    )
    assert RANK[standing(more).stand] >= RANK[standing(written).stand]
    assert set(standing(more).gaps) <= set(standing(written).gaps)


@pytest.mark.parametrize(
    ("words", "share", "beyond", "pages"),
    [
        (0, 0, False, 0.0),
        (1, 0, False, 0.5),
        (250, 16, False, 0.5),
        (500, 33, False, 1.0),
        (1499, 99, False, 3.0),
        (1500, 100, False, 3.0),
        (1501, 100, True, 3.0),
        (3000, 100, True, 6.0),
    ],
)
def test_words_against_about_three_pages(words: int, share: int, beyond: bool, pages: float) -> None:
    found = Length(words, 1500)
    assert (found.share, found.beyond, found.pages) == (share, beyond, pages)


def test_a_guide_of_nothing_is_survived() -> None:
    assert [(Length(words, 0).share, Length(words, 0).pages) for words in (0, 5)] == [(0, 0.0), (0, 0.0)]


def test_every_gap_has_its_sentence() -> None:
    sentences = [str(standing(Written(way=way)).sentences) for way in ("", "own")]
    assert len(set(itertools.chain(sentences))) == 2
