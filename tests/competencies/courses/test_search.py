import pytest

from competencies.courses.models import Course
from competencies.courses.search import find
from tests.competencies.making import make_course

pytestmark = pytest.mark.usefixtures("real_courses")


def titles(text: str) -> set[str]:
    return set(find(Course.objects.all(), text).courses.values_list("title", flat=True))


CATALOGING = {"Basic Cataloging and Classification", "Cataloging (title cut off in source)"}
INFOPEOPLE = {
    "All Work is Team Work",
    "Basic Cataloging and Classification",
    "Communication is More Than Words",
    "Foundations of Library Science",
    "Technology in Libraries",
}


@pytest.mark.parametrize(
    "typed", ["catalogging", "cataloguing", "CATALOGING", "catlaoging", "catalog", "cataloging!"]
)
def test_cataloging_is_found_however_it_is_typed(typed: str) -> None:
    assert titles(typed) == CATALOGING


@pytest.mark.parametrize("typed", ["infopeple", "info people", "INFOPEOPLE", "infopepole"])
def test_a_provider_is_found_however_it_is_typed(typed: str) -> None:
    assert titles(typed) == INFOPEOPLE


@pytest.mark.parametrize("typed", ["suprvision", "SUP", "managment"])
def test_a_set_is_found_by_its_name_or_code(typed: str) -> None:
    assert "Supervision and Management" in titles(typed)


def test_all_words_must_be_alike_where_that_is_possible() -> None:
    assert titles("infopeple catalogging") == {"Basic Cataloging and Classification"}


def test_where_no_course_has_all_the_words_those_with_some_are_shown() -> None:
    found = find(Course.objects.all(), "cataloging zymurgy")
    assert not found.every_word
    assert set(found.courses.values_list("title", flat=True)) == CATALOGING


def test_accents_do_not_matter() -> None:
    make_course("Bibliothèque et numérique", "technology", provider="Université de Moncton")
    for typed in ("bibliotheque", "numerique", "UNIVERSITE", "bibliothèque"):
        assert "Bibliothèque et numérique" in titles(typed), typed
    make_course("Resume Help", "technology")
    assert "Resume Help" in titles("résumé")


@pytest.mark.parametrize("typed", ["zymurgy", "!!!", "📚", "%%%", "'; drop table courses_course; --x"])
def test_what_is_alike_to_nothing_finds_nothing(typed: str) -> None:
    assert not titles(typed) & CATALOGING


@pytest.mark.parametrize("typed", ["", "   "])
def test_nothing_typed_is_everything(typed: str) -> None:
    assert len(titles(typed)) == 10


@pytest.mark.parametrize("typed", ["a " * 5000, "x" * 10_000, "مكتبة", "\u202ecataloging", "_ _ _"])
def test_strange_input_is_survived(typed: str) -> None:
    assert isinstance(titles(typed), set)
