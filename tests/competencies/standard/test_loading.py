import copy
from io import StringIO

import pytest
from django.core.management import call_command

from competencies.standard.loading import load_standard, read_fixture
from competencies.standard.models import Competency, CompetencySet, SetEdition
from competencies.standard.services import current_edition, write_competency
from lsscert.accounts.models import Person

REAL_COUNTS = {
    "FLS": 12, "COM": 9, "TEC": 9, "ACC": 13, "ARA": 12, "CAT": 8, "COL": 10, "REF": 9, "SUP": 16, "YOU": 12,
}  # fmt: skip


def supply(slug: str, number: int, text: str, by: Person) -> Competency:
    row = Competency.objects.get(set_edition__set__slug=slug, number=number)
    return write_competency(competency=row, text=text, subpoints=[], note="", version=row.version, by=by)


@pytest.mark.django_db
def test_the_ten_sets_stand_as_the_october_2012_edition_has_them() -> None:
    load_standard(read_fixture())
    editions = SetEdition.objects.of(current_edition())
    assert {edition.set.code: edition.competencies.count() for edition in editions} == REAL_COUNTS
    assert {edition.set.code: edition.expected_count for edition in editions} == REAL_COUNTS
    assert [edition.set.code for edition in editions[:3]] == ["FLS", "COM", "TEC"]
    assert current_edition() == "2012-10"


@pytest.mark.django_db
def test_only_three_texts_are_not_on_record_and_they_are_null() -> None:
    load_standard(read_fixture())
    missing = Competency.objects.filter(text=None).values_list("set_edition__set__code", "number")
    assert set(missing) == {("SUP", 15), ("SUP", 16), ("YOU", 12)}


@pytest.mark.django_db
def test_subpoints_scope_notes_and_sources_come_along() -> None:
    load_standard(read_fixture())
    core = Competency.objects.get(set_edition__set__code="FLS", number=5)
    assert len(core.subpoints) == 4
    youth = SetEdition.objects.get(set__code="YOU")
    assert "birth to 17" in youth.scope_note
    assert youth.source.startswith("https://ala-apa.org/")


@pytest.mark.django_db
def test_loading_twice_changes_nothing() -> None:
    load_standard(read_fixture())
    before = list(Competency.objects.order_by("pk").values()) + list(
        CompetencySet.objects.order_by("pk").values()
    )
    counts = load_standard(read_fixture())
    after = list(Competency.objects.order_by("pk").values()) + list(
        CompetencySet.objects.order_by("pk").values()
    )
    assert before == after
    assert [(count.added, count.changed, count.kept) for count in counts.values()] == [(0, 0, 0), (0, 0, 0)]


def test_a_text_that_staff_supplied_survives_a_reload(real_standard: None, staff: Person) -> None:
    supply("supervision-and-management", 15, "Plans for succession.", staff)
    counts = load_standard(read_fixture())
    row = Competency.objects.get(set_edition__set__code="SUP", number=15)
    assert row.text == "Plans for succession."
    assert (counts["competencies"].kept, counts["competencies"].changed) == (1, 0)


def test_a_changed_fixture_updates_what_nobody_touched_and_nothing_else(
    real_standard: None, staff: Person
) -> None:
    supply("technology", 1, "As the office words it.", staff)
    data = copy.deepcopy(read_fixture())
    technology = next(entry for entry in data["sets"] if entry["code"] == "TEC")
    for entry in technology["competencies"]:
        entry["text"] = f"New wording of {entry['number']}."
    counts = load_standard(data)
    texts = dict(Competency.objects.filter(set_edition__set__code="TEC").values_list("number", "text"))
    assert texts[1] == "As the office words it."
    assert texts[2] == "New wording of 2."
    assert (counts["competencies"].changed, counts["competencies"].kept) == (8, 1)


@pytest.mark.django_db
def test_the_command_says_how_much_it_did() -> None:
    said = StringIO()
    call_command("load_standard", stdout=said)
    call_command("load_standard", stdout=said)
    first, second = said.getvalue().splitlines()[1], said.getvalue().splitlines()[3]
    assert first.startswith("competencies: 110 added, 0 changed, 0 as before")
    assert second.startswith("competencies: 0 added, 0 changed, 110 as before")


@pytest.mark.django_db
def test_without_a_standard_there_is_no_current_edition() -> None:
    with pytest.raises(LookupError, match="load_standard"):
        current_edition()
