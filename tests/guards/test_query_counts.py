"""No page asks the database more because more rows are there."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lsscert.desk.demo.crowd import filling
from lsscert.desk.routes import Route, routes
from tests.house import House

CROWD = 60
READERS = {
    "my/": ("graduate",),
    "sponsor/": ("sponsor",),
    "review/": ("reviewer2",),
    "desk/": ("staff",),
    "committee/": ("committee1", "committee2"),
}
"""One of the committee runs its rounds, the other keeps its funds."""
# Allauth's pages, the admin and machines have no lists of ours.
NOT_OURS = ("accounts/", "admin/", "livez", "readyz")


def lists() -> list[Route]:
    return [
        route
        for route in routes()
        if not route.arguments and "GET" in route.methods and not route.pattern.startswith(NOT_OURS)
    ]


def questions(client: Client, route: Route) -> int:
    path = f"/{route.pattern}"
    client.get(path)  # what is asked once and remembered does not count
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    assert answer.status_code < 500, path
    return len(captured)


def counts(house: House) -> dict[str, int]:
    found = {}
    for route in lists():
        names = next((who for prefix, who in READERS.items() if route.pattern.startswith(prefix)), ())
        for name in names or ("",):
            client = house.client(house[name] if name else None)
            found[f"{route.pattern} {name}".strip()] = questions(client, route)
    return found


def test_every_list_asks_the_same_however_many_rows_there_are(house: House) -> None:
    with_few = counts(house)
    filling.fill(CROWD, lambda _line: None)
    with_many = counts(house)
    grown = {path: (few, with_many[path]) for path, few in with_few.items() if with_many[path] > few}
    assert grown == {}


def test_the_lists_of_desk_and_committee_are_among_them(house: House) -> None:
    walked = {route.name for route in lists()}
    assert {
        "committee_funds",
        "committee_home",
        "committee_owed",
        "desk_home",
        "desk_applications",
        "desk_candidates",
        "desk_certificates",
        "desk_coursework",
        "desk_courses",
        "desk_fees",
        "desk_history",
        "desk_letters",
        "desk_policy",
        "desk_refunds",
        "desk_search",
        "desk_sponsors",
    } <= walked
