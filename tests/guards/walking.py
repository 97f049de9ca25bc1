"""One address walked by everybody: who gets in, and who is told nothing."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from lsscert.access import ANYONE, LIBRARY_ROUTES, STAFF
from lsscert.accounts.models import Organisation, Person
from lsscert.accounts.viewer import viewer_for
from lsscert.desk.routes import Route
from lsscert.desk.sample_paths import sample_path
from lsscert.samples import SAMPLES
from tests.house import House

EVERYBODY = ("new", "candidate", "nearly", "graduate", "sponsor", "reviewer2", "reviewer4", "staff", "admin")
COMMITTEES = ("committee1", "committee2", "committee3", "lssirt")
"""The last of them acts for an organisation of their own, and must see nothing of the other."""
ANSWERED = {200, 301, 302, 400, 405, 409, 422}
"""409: a save that knows only an older version, or nothing to begin; the page says so."""
# A page that is open to somebody and yet not there for them today.
NOT_THERE_TODAY = {
    "review_resume": "only while there is a résumé on file",
    "my_application_withdraw": "only while there is an application to withdraw",
    "my_plan": "electives can be chosen only while there is a candidacy",
    "token_link": "no token is on record, only its hash; tests/lsscert/accounts walk it",
    "my_portfolio_decline": "only while more information is asked for that may be declined",
    "review_page": "only pages of which the worker has made a picture",
    "desk_policy_take_back": "only rows not yet in force can be taken back",
    "committee_announce": "only while a decided round waits to be announced",
}
# Sign-in pages send away whoever is signed in, and admin pages that would change something refuse.
OF_LIBRARIES = tuple(prefix for prefix, _role in LIBRARY_ROUTES)


def problems(route: Route, house: House) -> Iterator[str]:
    """Everything that is wrong with who may open an address."""
    if route.roles is None:
        yield "does not say who it is for"
        return
    owner = _owner(route)
    path = sample_path(route, owner)
    if path is None:
        yield "the demo holds nothing to open it with"
        return
    for method in sorted(set(route.methods) & {"GET", "POST"}):
        yield from _as_nobody(route, path, method, house)
        for name in _walkers(route):
            person = house[name]
            if owner is None or person == owner:
                yield from _as_somebody(route, path, method, house, person, name)
        if owner is not None:
            yield from _as_owner_and_stranger(route, path, method, owner, house)


def _walkers(route: Route) -> tuple[str, ...]:
    """The admin has hundreds of addresses made in one loop; two people suffice for each."""
    if route.pattern.startswith("admin/"):
        return ("staff", "admin")
    return EVERYBODY + COMMITTEES if route.pattern.startswith("committee/") else EVERYBODY + COMMITTEES[1:2]


def _owner(route: Route) -> Person | None:
    """Whose object stands behind the address, where it is somebody's own."""
    sample = SAMPLES.get(route.name)
    if sample is None or not sample.owner:
        return None
    pk = sample.rows().order_by("-pk").values_list(sample.owner, flat=True).first()
    return Person.objects.get(pk=pk)


def _organisation(route: Route) -> Organisation | None:
    """Whose members alone may open the address, where it is an organisation's own."""
    sample = SAMPLES.get(route.name)
    if sample is None or not sample.organisation:
        return None
    pk = sample.rows().order_by("-pk").values_list(sample.organisation, flat=True).first()
    return Organisation.objects.get(pk=pk)


def _ask(house: House, path: str, method: str, person: Person | None) -> HttpResponse:
    client = house.client(person)
    return client.post(path, {}) if method == "POST" else client.get(path)


def _as_nobody(route: Route, path: str, method: str, house: House) -> Iterator[str]:
    answer = _ask(house, path, method, None)
    to_sign_in = _goes_to(answer, reverse("account_login"))
    if route.public:
        if to_sign_in and not _of_a_library(route):
            yield f"{method} is for anyone and sends to sign in"
        yield from _unwell(route, answer, f"{method} by nobody")
    elif not to_sign_in:
        yield f"{method} by nobody answers {answer.status_code}"


def _as_somebody(
    route: Route, path: str, method: str, house: House, person: Person, name: str
) -> Iterator[str]:
    answer = _ask(house, path, method, person)
    roles = viewer_for(person.user).roles
    assert route.roles is not None
    organisation = _organisation(route)
    if organisation is not None and STAFF not in roles:
        roles = roles & set(organisation.memberships.filter(person=person).values_list("role", flat=True))
    if ANYONE in route.roles or roles & route.roles:
        yield from _unwell(route, answer, f"{method} by {name}")
        if not route.public and "no-store" not in answer.get("Cache-Control", ""):
            yield f"{method} by {name} may be kept by a cache on the way"
    elif answer.status_code != 404:
        yield f"{method} by {name}, who holds no such role, answers {answer.status_code}"


def _as_owner_and_stranger(
    route: Route, path: str, method: str, owner: Person, house: House
) -> Iterator[str]:
    yield from _as_somebody(route, path, method, house, owner, "its owner")
    for name in EVERYBODY:
        if house[name] != owner:
            answer = _ask(house, path, method, house[name])
            if answer.status_code != 404:
                yield f"{method} by {name}, whose it is not, answers {answer.status_code}"


def _unwell(route: Route, answer: Any, who: str) -> Iterator[str]:
    """A page that is open to somebody must open."""
    if answer.status_code >= 500:
        yield f"{who} breaks with {answer.status_code}"
    elif answer.status_code not in ANSWERED and not (_of_a_library(route) or route.name in NOT_THERE_TODAY):
        yield f"{who} answers {answer.status_code}"


def _of_a_library(route: Route) -> bool:
    return route.pattern.startswith(OF_LIBRARIES)


def _goes_to(answer: Any, path: str) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith(path)
