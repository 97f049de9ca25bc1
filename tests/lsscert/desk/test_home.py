from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from lsscert import todo
from lsscert.desk import waiting
from lsscert.desk.picture import todays_picture
from lsscert.desk.waiting import in_words, what_waits
from lsscert.registry import Registry
from lsscert.todo import DeskTask, Queue
from tests import people
from tests.candidates.certificates import holders
from tests.lsscert.desk.counting import queries_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


def task(label: str, count: int, days: int | None = None) -> DeskTask:
    oldest = None if days is None else NOW - timedelta(days=days)
    return DeskTask(label, f"What to do with {label}.", "desk_candidates", lambda: Queue(count, oldest))


@pytest.fixture
def tasks(monkeypatch: pytest.MonkeyPatch) -> Registry[DeskTask]:
    registry: Registry[DeskTask] = Registry()
    monkeypatch.setattr(todo, "DESK_TASKS", registry)
    monkeypatch.setattr(waiting, "DESK_TASKS", registry)
    return registry


def test_what_waits_longest_comes_first_and_empty_queues_stay_out(tasks: Registry[DeskTask]) -> None:
    for each in (task("proofs", 2, 3), task("refunds", 0), task("texts", 5), task("applications", 1, 12)):
        tasks.add(each)
    found, quiet = what_waits(NOW)
    assert [(each.task.label, each.count, each.since) for each in found] == [
        ("applications", 1, "for 12 days"),
        ("proofs", 2, "for 3 days"),
        ("texts", 5, ""),
    ]
    assert quiet == ["refunds"]


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0, "since today"),
        (10, "since yesterday"),
        (33, "since yesterday"),
        (34, "for 2 days"),
        (24 * 40, "for 40 days"),
    ],
)
def test_waiting_is_counted_in_the_programme_s_days(hours: int, words: str) -> None:
    """15:00 UTC is nine in the morning in Chicago, so ten hours before is the evening before there."""
    assert in_words(NOW - timedelta(hours=hours), NOW) == words


def test_an_empty_desk_is_calm(tasks: Registry[DeskTask], real_standard: None) -> None:
    tasks.add(task("proofs", 0))
    page = people.signed_in(people.staff()).get(reverse("desk_home")).content.decode()
    assert "Nothing waits for the office." in page
    assert "What waits, longest first" not in page


def test_the_home_links_each_queue_once_and_counts_all(
    tasks: Registry[DeskTask], real_standard: None
) -> None:
    tasks.add(task("proofs", 2, 1))
    tasks.add(task("letters", 3, 2))
    page = people.signed_in(people.staff()).get(reverse("desk_home")).content.decode()
    assert "<strong>5</strong> things wait for the office." in page
    assert page.count("What to do with proofs.") == page.count("What to do with letters.") == 1


def test_the_picture_counts_what_it_says(real_standard: None) -> None:
    people.applicant()
    people.accepted()
    people.active()
    holders.issued()
    counts = {str(figure.label): figure.count for figure in todays_picture(date(2026, 11, 24))}
    assert counts == {
        "active candidates": 1,
        "accepted, not settled": 1,
        "applications lately": 0,
        "certificates in force": 1,
    }
    counts = {str(figure.label): figure.count for figure in todays_picture(people.TODAY + timedelta(days=30))}
    assert counts["applications lately"] == 4
    counts = {str(figure.label): figure.count for figure in todays_picture(date(2030, 11, 24))}
    assert counts["certificates in force"] == 0


def test_the_picture_links_to_the_rows_it_counts(real_standard: None) -> None:
    people.active(people.person("Anna Active"))
    people.accepted(people.person("Clara Accepted"))
    client = people.signed_in(people.staff())
    figure = next(each for each in todays_picture(people.TODAY) if each.query == "state=active")
    page = client.get(f"{reverse(figure.url_name)}?{figure.query}").content.decode()
    assert "Anna Active" in page
    assert "Clara Accepted" not in page


def test_the_home_asks_the_same_whatever_waits(real_standard: None) -> None:
    client = people.signed_in(people.staff())
    people.applicant()
    with_one = queries_of(client, reverse("desk_home"))
    people.applicant()
    people.active()
    assert queries_of(client, reverse("desk_home")) == with_one
