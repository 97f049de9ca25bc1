"""The desk's suggested assignments: written, replaced, taken out of use, never edited."""

from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from competencies.standard import assignments as services
from competencies.standard.models import Competency, SuggestedAssignment
from lsscert.refused import Refused
from tests import people
from tests.together import together

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
PAGE = "/desk/standard/technology/1/assignments/"


@pytest.fixture
def competency() -> Competency:
    return Competency.objects.get(set_edition__set__code="TEC", number=1)


@pytest.fixture
def desk() -> Client:
    return people.signed_in(people.staff())


def add(competency: Competency, text: str = "Write a guide") -> SuggestedAssignment:
    return services.add_assignment(competency=competency, text=text, by=people.staff())


def refused(code: str) -> Any:
    return pytest.raises(Refused, check=lambda no: no.code == code)


def said(answer: Any) -> str:
    return " ".join(unescape(strip_tags(answer.content.decode())).split())


def test_four_are_the_most_in_use(competency: Competency) -> None:
    rows = [add(competency, f"Work {number}") for number in range(4)]
    with refused("enough_in_use"):
        add(competency, "A fifth")
    services.switch_assignment(assignment=rows[0], in_use=False, by=people.staff())
    assert add(competency, "A fifth").number == 5
    with refused("enough_in_use"):
        services.switch_assignment(assignment=rows[0], in_use=True, by=people.staff())


def test_replacing_leaves_the_old_words_to_whoever_chose_them(competency: Competency) -> None:
    old = add(competency)
    new = services.replace_assignment(assignment=old, text="Write a better guide", by=people.staff())
    old.refresh_from_db()
    assert (old.text, old.in_use) == ("Write a guide", False)
    assert (new.number, new.text, new.in_use) == (2, "Write a better guide", True)
    with refused("not_in_use"):
        services.replace_assignment(assignment=old, text="Again", by=people.staff())


def test_the_same_words_replace_nothing(competency: Competency) -> None:
    old = add(competency)
    assert services.replace_assignment(assignment=old, text="Write a guide", by=people.staff()) == old
    assert competency.assignments.count() == 1


@pytest.mark.parametrize("text", ["", " \n "])
def test_an_assignment_says_something(competency: Competency, text: str) -> None:
    with refused("text_needed"):
        add(competency, text)


@pytest.mark.django_db(transaction=True)
def test_six_at_once_are_still_four(competency: Competency) -> None:
    office = people.staff()
    acts = [lambda: services.add_assignment(competency=competency, text="Work", by=office)] * 6
    results = together(*acts)
    assert competency.assignments.count() == 4
    assert sum(isinstance(each, Refused) for each in results) == 2


def test_the_desk_writes_replaces_and_takes_out_of_use(desk: Client, competency: Competency) -> None:
    assert "None is on record" in said(desk.get(PAGE))
    desk.post(PAGE, {"text": "Keep a diary"})
    row = competency.assignments.get()
    assert "1 is in use" in said(desk.get("/desk/standard/technology/1/"))
    desk.post(f"{PAGE}{row.ref}/", {"text": "Keep a better diary"})
    newer = competency.assignments.get(in_use=True)
    answer = desk.post(f"{PAGE}{newer.ref}/switch/", follow=True)
    assert "Use it again" in said(answer)
    desk.post(f"{PAGE}{newer.ref}/switch/", {"use": "1"})
    newer.refresh_from_db()
    assert newer.in_use


@pytest.mark.parametrize("text", ["", "x" * 2001])
def test_bad_words_are_told_at_the_field(desk: Client, competency: Competency, text: str) -> None:
    assert desk.post(PAGE, {"text": text}).status_code == 422
    assert not competency.assignments.exists()


def test_an_assignment_of_another_competency_is_not_found(desk: Client, competency: Competency) -> None:
    other = add(Competency.objects.get(set_edition__set__code="TEC", number=2))
    assert desk.get(f"{PAGE}{other.ref}/").status_code == 404
    assert desk.post(f"{PAGE}{other.ref}/switch/").status_code == 404
