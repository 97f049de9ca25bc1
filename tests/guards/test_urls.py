"""The whole URLconf, walked by everybody. A view that says nothing, or answers somebody it should not, fails."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import NoReverseMatch, clear_url_caches, path, reverse
from django.views.decorators.http import require_safe

import lsscert.urls
from lsscert.access import ANYONE, OF_COMMITTEES, ORGANISER, REVIEWER, SIGNED_IN, SPONSOR, STAFF, who
from lsscert.desk.routes import Route, routes
from lsscert.money.models import Invoice
from lsscert.samples import SAMPLES, Sample
from tests.guards.walking import problems
from tests.house import House

ROUTES = list(routes())
# What is reached before anybody is known; everything else behind accounts/ is for people who signed in.
BEFORE_SIGNING_IN = {
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_confirm_login_code",
    "mfa_authenticate",
    "mfa_login_webauthn",
}


def name_of(route: Route) -> str:
    return f"{route.name or 'no name'} {route.pattern}"


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_it_opens_for_those_it_is_for_and_for_nobody_else(route: Route, house: House) -> None:
    assert list(problems(route, house)) == []


def test_there_are_addresses_to_walk() -> None:
    prefixes = {route.pattern.split("/")[0] for route in ROUTES}
    assert {"my", "desk", "accounts", "admin", "verify", "livez"} <= prefixes


@pytest.mark.parametrize("area", ["my", "review", "desk", "admin"])
def test_an_area_belongs_to_its_role(area: str) -> None:
    role = {"my": SIGNED_IN, "review": REVIEWER, "desk": STAFF, "admin": "superuser"}[area]
    assert {route.roles for route in ROUTES if route.pattern.startswith(f"{area}/")} == {frozenset({role})}


def test_the_sponsors_area_belongs_to_sponsors_but_for_its_door() -> None:
    theirs = [route for route in ROUTES if route.pattern.startswith("sponsor/")]
    assert {route.name for route in theirs if route.roles != frozenset({SPONSOR})} == {"sponsor_start"}
    assert len(theirs) > 10


def test_the_committees_area_belongs_to_committees_and_to_staff_who_stand_in() -> None:
    theirs = [route for route in ROUTES if route.pattern.startswith("committee/")]
    assert len(theirs) > 10
    for route in theirs:
        assert route.roles
        assert route.roles <= {*OF_COMMITTEES, STAFF}, route.name
    closed = {"committee_score", "committee_meeting", "committee_fund", "committee_fund_take_out"}
    assert not any(STAFF in route.roles for route in theirs if route.name in closed and route.roles)


def test_what_is_needed_before_signing_in_is_open_and_nothing_else_is() -> None:
    theirs = [route for route in ROUTES if route.pattern.startswith("accounts/")]
    assert {route.name for route in theirs if route.public} == BEFORE_SIGNING_IN


def test_every_sample_is_of_an_address_that_is_there() -> None:
    assert set(SAMPLES) - {route.name for route in ROUTES} == set()


# Controls: the walk must see what it is there to see.


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("for whom?")


@who(SIGNED_IN)
def careless(request: HttpRequest, ref: str) -> HttpResponse:
    return HttpResponse("anybody's invoice for everybody")


@who(ORGANISER)
@require_safe
def indiscreet(request: HttpRequest, ref: str) -> HttpResponse:
    return HttpResponse("one organisation's fund for the organisers of all")


@who(ANYONE)
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


@who(STAFF)
def sound(request: HttpRequest) -> HttpResponse:
    return HttpResponse("well")


urlpatterns = [
    *lsscert.urls.urlpatterns,
    path("undeclared/", undeclared, name="undeclared"),
    path("careless/<ref:ref>/", careless, name="careless"),
    path("committee/indiscreet/<ref:ref>/", indiscreet, name="indiscreet"),
    path("broken/", broken, name="broken"),
    path("sound/", sound, name="sound"),
]
handler400, handler403 = lsscert.urls.handler400, lsscert.urls.handler403
handler404, handler500 = lsscert.urls.handler404, lsscert.urls.handler500


@pytest.fixture
def with_bad_views(monkeypatch: pytest.MonkeyPatch) -> dict[str, Route]:
    careless_sample = Sample(Invoice.objects.exclude(person=None).all, "person")
    monkeypatch.setitem(SAMPLES, "careless", careless_sample)
    monkeypatch.setitem(SAMPLES, "indiscreet", SAMPLES["committee_fund"])
    with override_settings(ROOT_URLCONF=__name__):
        clear_url_caches()
        yield {route.name: route for route in routes()}  # type: ignore[misc]
    clear_url_caches()


def test_a_view_that_says_nothing_is_seen_and_let_nobody_through(
    house: House, with_bad_views: dict[str, Route]
) -> None:
    assert list(problems(with_bad_views["undeclared"], house)) == ["does not say who it is for"]
    for person in (None, house["candidate"], house["staff"], house["admin"]):
        assert house.client(person).get("/undeclared/").status_code == 404


def test_a_view_that_shows_what_is_another_s_is_seen(house: House, with_bad_views: dict[str, Route]) -> None:
    found = list(problems(with_bad_views["careless"], house))
    assert "GET by staff, whose it is not, answers 200" in found
    assert len(found) >= 5


def test_a_view_that_shows_what_is_another_organisation_s_is_seen(
    house: House, with_bad_views: dict[str, Route]
) -> None:
    found = list(problems(with_bad_views["indiscreet"], house))
    assert found
    assert all(each.endswith("who holds no such role, answers 200") for each in found)


def test_a_broken_view_is_seen(house: House, with_bad_views: dict[str, Route]) -> None:
    found = list(problems(with_bad_views["broken"], house))
    assert "GET by nobody breaks with 500" in found


def test_a_sound_view_passes(house: House, with_bad_views: dict[str, Route]) -> None:
    assert list(problems(with_bad_views["sound"], house)) == []


def test_the_controls_are_no_part_of_the_house() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("undeclared")
