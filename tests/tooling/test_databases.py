"""Quick ways to furnish and to empty a database leave the same as the slow ones."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from competencies.courses.models import Course
from tests import databases, people
from tests.house import Copies

LOADERS = ("load_policy", "load_standard", "load_courses")


def counted() -> dict[str, int]:
    with connection.cursor() as cursor:
        found = {}
        for table in databases.filled():
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
        return found


@pytest.mark.django_db
def test_reference_is_what_the_commands_write(reference: databases.Reference) -> None:
    assert databases.may_pass_over_triggers()
    with transaction.atomic():
        for command in LOADERS:
            call_command(command, verbosity=0)
        written = counted()
        transaction.set_rollback(True)
    assert counted() == {}
    for command in LOADERS:
        reference.load(command)
    assert counted() == written
    assert sum(written.values()) > 250


@pytest.mark.django_db
def test_what_is_added_to_it_has_ids_of_its_own_and_a_history(real_courses: None) -> None:
    course = Course.objects.latest("pk")
    before = counted()
    course.pk, course.ref, course.fixture_key, course.title = None, "abcdefghij", None, "Another one"
    course._state.adding = True
    course.save()
    assert {table: count - before[table] for table, count in counted().items() if count != before[table]} == {
        Course._meta.db_table: 1,
        f"{Course._meta.db_table}event": 1,
    }


@pytest.mark.django_db(transaction=True)
def test_what_was_committed_is_gone_although_it_may_never_be_deleted(real_courses: None) -> None:
    people.active()
    assert counted()
    databases.empty_all()
    assert counted() == {}


@pytest.mark.django_db
def test_another_house_is_as_full_as_the_first(houses: Copies, tmp_path: Path) -> None:
    first, rows = houses._first
    files = tmp_path / "house"
    another = houses.another(files)
    assert set(counted()) == set(rows.of)
    assert another.client(another["staff"]).get("/desk/").status_code == 200
    assert sorted(path.relative_to(files) for path in files.rglob("*")) == sorted(
        path.relative_to(first.files) for path in first.files.rglob("*")
    )
