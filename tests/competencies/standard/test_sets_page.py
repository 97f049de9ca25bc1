from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from competencies.standard.models import Competency, SetEdition
from competencies.standard.services import write_competency
from lsscert.accounts.models import Person
from tests.competencies.making import make_bundle_of, make_course


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_required_sets_come_first_on_the_cards(real_standard: None, client: Client) -> None:
    html = page(client, "sets")
    places = [
        html.index(f">{code}<")
        for code in ("FLS", "COM", "TEC", "ACC", "ARA", "CAT", "COL", "REF", "SUP", "YOU")
    ]
    assert places == sorted(places)
    kinds = html.index("Required of everybody"), html.index("Electives: you choose 3 of 7")
    assert kinds[0] < places[0] < places[2] < kinds[1] < places[3]
    assert (html.count("<span>required</span>"), html.count("<span>elective</span>")) == (3, 7)
    assert "13 competencies." in html
    assert "3 required sets and 3 electives" in html


def test_every_card_leads_to_its_set(real_standard: None, client: Client) -> None:
    html = page(client, "sets")
    for edition in SetEdition.objects.select_related("set"):
        assert reverse("set", args=[edition.set.slug]) in html


@pytest.mark.usefixtures("real_policy")
def test_before_the_standard_is_loaded_the_page_says_so(client: Client) -> None:
    assert "The sets are not here yet" in page(client, "sets")
    assert client.get(reverse("set", args=["technology"])).status_code == 404


def test_a_set_shows_its_competencies_with_their_numbers_and_subpoints(
    real_standard: None, client: Client
) -> None:
    html = page(client, "set", "foundations-of-library-services")
    assert html.count("<li value=") == 12
    assert '<li value="12">' in html
    assert "circulation, including interlibrary loan" in html
    assert "October 2012 edition" in html


def test_a_text_not_on_record_is_said_to_come_from_the_office(
    real_standard: None, client: Client, staff: Person
) -> None:
    html = page(client, "set", "supervision-and-management")
    assert html.count("text to be supplied by the programme office") == 2
    row = Competency.objects.get(set_edition__set__code="SUP", number=15)
    write_competency(competency=row, text="Plans ahead.", subpoints=[], note="", version=0, by=staff)
    html = page(client, "set", "supervision-and-management")
    assert html.count("text to be supplied by the programme office") == 1
    assert "Plans ahead." in html


def test_what_staff_note_for_themselves_is_not_public(real_standard: None, client: Client) -> None:
    assert "fill in from the official PDF" not in page(client, "set", "supervision-and-management")


def test_a_set_shows_what_achieves_it_and_nothing_else(real_standard: None, client: Client) -> None:
    make_course("Teaching Tablets", "technology", approved=("2024-03-01", "2028-03-01"))
    make_course("Storytimes", "youth-services")
    one, two = make_course("Part One"), make_course("Part Two")
    make_bundle_of("technology", one, two)
    html = page(client, "set", "technology")
    assert "Teaching Tablets" in html
    assert "Storytimes" not in html
    assert "Only together: these 2 courses" in html
    assert "approved 1 March 2024 until 1 March 2028" in html
    assert "Course prices are the provider’s" in html


def test_a_set_without_courses_says_whom_to_ask(real_standard: None, client: Client) -> None:
    assert "No approved course is on record for this set" in page(client, "set", "collection-management")


@pytest.mark.parametrize("slug", ["no-such-set", "ünïcode", "a" * 300])
def test_a_forged_address_is_not_found(slug: str, real_standard: None, client: Client) -> None:
    assert client.get(f"/sets/{slug}/").status_code == 404


def queries_of(visit: Callable[[], object]) -> int:
    visit()
    with CaptureQueriesContext(connection) as captured:
        visit()
    return len(captured)


def test_more_courses_ask_no_more_of_the_database(real_standard: None, client: Client) -> None:
    make_course("One", "technology", approved=("2024-03", "2028-03"))
    few = queries_of(lambda: page(client, "set", "technology"))
    for title in ("Two", "Three"):
        make_course(title, "technology", provider=f"College of {title}", approved=("2024-03", "2028-03"))
    assert queries_of(lambda: page(client, "set", "technology")) == few
