import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from competencies.standard.desk_tasks import missing_texts
from competencies.standard.models import Competency, SetEdition
from competencies.standard.services import write_competency
from lsscert.accounts.models import Person
from lsscert.refused import Refused
from lsscert.todo import DESK_TASKS

SLUG = "supervision-and-management"
ADDRESS = f"/desk/standard/{SLUG}/15/"
pytestmark = pytest.mark.usefixtures("real_standard")


def the_row() -> Competency:
    return Competency.objects.get(set_edition__set__slug=SLUG, number=15)


def typed(**changes: object) -> dict[str, object]:
    return {"text": "Plans for succession.", "subpoints": "", "note": "", "version": 0, **changes}


def test_a_missing_text_is_supplied_and_leaves_the_queue(desk: Client) -> None:
    assert missing_texts.look().count == 3
    answer = desk.post(ADDRESS, typed(subpoints="one\r\n\r\n two  words \r\n"))
    assert answer.status_code == 302
    row = the_row()
    assert (row.text, row.subpoints, row.note, row.version) == (
        "Plans for succession.",
        ["one", "two words"],
        "",
        1,
    )
    assert missing_texts.look().count == 2


def test_the_queue_is_among_the_tasks_of_the_desk() -> None:
    assert missing_texts in list(DESK_TASKS)


def test_the_list_says_how_many_texts_each_set_lacks(desk: Client) -> None:
    html = desk.get(reverse("desk_standard")).content.decode()
    assert html.count("2 missing") == 1
    assert html.count("1 missing") == 1
    assert html.count("all there") == 8


def test_the_set_leads_to_the_first_missing_text(desk: Client) -> None:
    html = desk.get(reverse("desk_set", args=[SLUG])).content.decode()
    assert "Supply No. 15" in html
    assert "fill in from the official PDF" in html


def test_the_second_one_to_save_sees_both_texts_and_loses_nothing(desk: Client, other_desk: Client) -> None:
    assert other_desk.post(ADDRESS, typed(text="The text of Omar.")).status_code == 302
    answer = desk.post(ADDRESS, typed(text="The text of Ruth."))
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "The text of Omar." in html
    assert html.count("The text of Ruth.") == 2, "beside the other one, and still in the form"
    assert "saved by Omar" in html
    assert the_row().text == "The text of Omar."


def test_saving_again_after_the_warning_is_a_decision(desk: Client, other_desk: Client) -> None:
    other_desk.post(ADDRESS, typed(text="The text of Omar."))
    html = desk.post(ADDRESS, typed(text="The text of Ruth.")).content.decode()
    assert '<input type="hidden" name="version" value="1"' in html
    assert desk.post(ADDRESS, typed(text="The text of Ruth.", version=1)).status_code == 302
    assert the_row().text == "The text of Ruth."


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40, "\x00"])
def test_a_version_that_was_tampered_with_is_an_old_one(version: str, desk: Client) -> None:
    assert desk.post(ADDRESS, typed(version=version)).status_code == 409
    assert the_row().text is None


def test_an_emptied_text_is_refused_at_the_field(desk: Client) -> None:
    answer = desk.post(ADDRESS, typed(text="  \x00 "))
    assert answer.status_code == 422
    assert 'id="id_text_error"' in answer.content.decode()
    assert the_row().text is None


def test_the_service_refuses_an_empty_text_by_itself(staff: Person) -> None:
    with pytest.raises(Refused) as refusal:
        write_competency(competency=the_row(), text=" ", subpoints=[], note="", version=0, by=staff)
    assert refusal.value.code == "text_needed"


def test_nothing_changed_is_no_new_version(desk: Client) -> None:
    row = Competency.objects.get(set_edition__set__slug="technology", number=1)
    desk.post("/desk/standard/technology/1/", typed(text=row.text))
    row.refresh_from_db()
    assert row.version == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [("text", "x" * 2001), ("note", "x" * 1001), ("subpoints", "x\n" * 21), ("subpoints", "x" * 301)],
)
def test_too_much_is_said_at_its_field_and_kept(field: str, value: str, desk: Client) -> None:
    answer = desk.post(ADDRESS, typed(**{field: value}))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert f'id="id_{field}_error"' in html
    assert value[:300] in html


def test_any_script_and_emoji_are_stored_as_typed(desk: Client) -> None:
    text = "مكتبة 📚 été\nsecond line"
    desk.post(ADDRESS, typed(text=text.replace("\n", "\r\n")))
    assert the_row().text == text


@pytest.mark.parametrize("number", ["0", "99", "99999999999999999999"])
def test_a_forged_number_is_not_found(number: str, desk: Client) -> None:
    assert desk.get(f"/desk/standard/{SLUG}/{number}/").status_code == 404


def queries_of(desk: Client, address: str) -> int:
    desk.get(address)
    with CaptureQueriesContext(connection) as captured:
        desk.get(address)
    return len(captured)


def test_more_sets_and_competencies_ask_no_more_of_the_database(desk: Client) -> None:
    eight = queries_of(desk, "/desk/standard/cataloging-and-classification/")
    assert queries_of(desk, f"/desk/standard/{SLUG}/") == eight
    ten = queries_of(desk, "/desk/standard/")
    Competency.objects.exclude(set_edition__set__code="FLS").delete()
    SetEdition.objects.exclude(set__code="FLS").delete()
    assert queries_of(desk, "/desk/standard/") == ten
