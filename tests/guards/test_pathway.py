"""While the pathway is closed, portfolios are on no page, in no price and in no plan; while it is open, they are."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.urls import reverse

from candidates.certificates import paper
from candidates.certificates.showing import preview_sheet
from candidates.journey.models import SetAchievement
from lsscert import clock
from lsscert.accounts.models import Draft, Person
from lsscert.desk.routes import Route, routes
from lsscert.desk.sample_paths import sample_path
from lsscert.policy import services as policy
from lsscert.policy.models import PolicyRow
from lsscert.samples import SAMPLES
from tests.house import House
from tests.pdfs import text_in

KEY, WORD = "portfolio.open", "portfolio"
OF_THE_OFFICE = ("desk/", "review/", "admin/", "demo/", "sent-mail/")
# Whoever had a portfolio before keeps reading it and what happened to it. None of these is a page to begin one.
# Their home, /my/, may name it too: it shows the newest of the timeline, and the cards of sets it was about.
OLD_ONES = (
    "my/portfolios/",  # the portfolios themselves
    "my/fees/",  # its paid review is on the invoices
    "my/timeline/",
    "my/letters/",  # letters about it
    "my/appeals/",  # an appeal of its outcome
    "my/data/",  # all that is kept of the person
)
WHERE_IT_STANDS = ("home", "cost", "planner", "questions", "quote")


def closed(since_days: int = 0) -> None:
    """The dated switch: as it is at first, and closed since a day."""
    PolicyRow.objects.create(
        key=KEY, value="no", effective_from=clock.today() - timedelta(days=since_days), note="Closed."
    )


def pages(house: House, person: Person | None) -> Iterator[tuple[Route, str]]:
    """Every page outside the office that this person can open, with its text."""
    client = house.client(person)
    for route in routes():
        if "GET" not in route.methods or route.file or route.pattern.startswith(OF_THE_OFFICE):
            continue
        sample = SAMPLES.get(route.name)
        path = sample_path(route, person if sample and sample.owner else None)
        answer = client.get(path) if path else HttpResponse(status=404)
        if answer.status_code == 200 and not answer.streaming:
            yield route, answer.content.decode().lower()


def naming_it(house: House, person: Person | None) -> set[str]:
    return {route.name for route, page in pages(house, person) if WORD in page}


@pytest.mark.parametrize("name", ["nobody", "new", "graduate", "sponsor"])
def test_closed_it_is_on_no_page_of_who_never_had_one(house: House, name: str) -> None:
    closed()
    person = None if name == "nobody" else house[name]
    walked = dict(pages(house, person))
    assert len(walked) > 10
    own = {route.name for route, page in walked.items() if WORD in page and route.pattern != "my/portfolios/"}
    assert own == set()


def test_open_it_is_where_somebody_looks_for_it(house: House) -> None:
    assert naming_it(house, None) >= set(WHERE_IT_STANDS)
    assert "sponsor_buy" in naming_it(house, house["sponsor"])


def test_closed_who_had_one_reads_of_it_only_where_it_is_theirs(house: House) -> None:
    closed()
    for name in ("candidate", "nearly"):
        for route, page in pages(house, house[name]):
            # The menu leads whoever has one to it.
            if WORD in page.replace('href="/my/portfolios/"', "").replace("my portfolios", ""):
                theirs = route.pattern == "my/" or route.pattern.startswith(OLD_ONES)
                assert theirs, f"{route.pattern} of {name}"


def test_it_closes_on_its_day_and_is_announced_before(house: House, settings) -> None:
    closed(since_days=-10)
    cost = house.client(None).get("/cost/").content.decode()
    assert "no more portfolios are taken for review" in cost
    assert "Review of a portfolio" in cost
    settings.FAKE_NOW = clock.now() + timedelta(days=10)
    assert WORD not in house.client(None).get("/cost/").content.decode().lower()


def test_closed_its_prices_stay_on_record_but_their_changes_are_not_announced(house: House) -> None:
    closed()
    start = clock.today() + timedelta(days=5)
    PolicyRow.objects.create(key="price.portfolio", value="75.00", effective_from=start)
    assert WORD not in house.client(None).get("/cost/").content.decode().lower()
    assert policy.text_on("price.portfolio", clock.today()) == "60.00"
    overview = house.client(house["staff"]).get("/desk/policy/").content.decode()
    assert "Review of one portfolio" in overview
    assert "$60.00" in overview


def test_a_kept_plan_says_that_its_way_is_closed_and_counts_a_course(house: House) -> None:
    Draft.objects.filter(person=house["new"]).delete()
    client = house.client(house["new"])
    typed = {"way1": "portfolio", "way2": "course"}
    client.post(reverse("planner_keep"), typed | {"version": "0"})
    before = client.get(reverse("planner")).content.decode()
    assert "by a portfolio" in before
    assert "$410.00" in before
    closed()
    after = client.get(reverse("planner")).content.decode()
    assert "Sets are no longer achieved by portfolio" in after
    assert "by a portfolio" not in after
    assert "$410.00" not in after
    assert "This is the plan you kept" in after


def test_an_old_quote_stays_as_it_was_and_a_new_one_has_no_reviews(house: House) -> None:
    client, today = house.client(None), clock.today()
    asked = {"organisation": "Cedar Library", "enrolments": "2", "portfolios": "3"}
    dated = asked | {"on": (today - timedelta(days=3)).isoformat()}
    closed(since_days=1)
    old = client.get(f"{reverse('quote_sheet')}?{urlencode(dated)}").content.decode()
    assert "Review of a portfolio" in old
    assert "has run out" in old or "no longer" in old
    new = client.get(f"{reverse('quote_sheet')}?{urlencode(asked)}", follow=True)
    assert new.status_code == 422
    assert "a new quote cannot hold their review" in new.content.decode()
    plain = client.get(
        f"{reverse('quote_sheet')}?{urlencode({'organisation': 'Cedar', 'enrolments': '2'})}", follow=True
    )
    assert plain.status_code == 200
    assert WORD not in plain.content.decode().lower()


def test_the_certificate_explains_only_what_was_open_or_is_on_it(house: House) -> None:
    one = {"code": "TEC", "name": "Technology", "date": "2026-03-02", "source": "", "edition": "2012-10"}
    course, shown = one | {"route": SetAchievement.Route.COURSE}, "a reviewed portfolio"

    def words(*sets: dict[str, str]) -> str:
        sheet = preview_sheet(holder_name="Maria Delgado", sets=list(sets), today=clock.today())
        return " ".join(text_in(paper.as_pdf(replace(sheet, number="LSSC-2026-00001-K"))).split())

    assert shown in words(course)
    closed()
    assert shown not in words(course)
    assert shown in words(course, one | {"route": SetAchievement.Route.PORTFOLIO})


def test_the_office_closes_it_alone_in_words_and_sees_from_when(house: House) -> None:
    client = house.client(house["staff"])
    page = reverse("desk_policy_figure", args=[KEY])
    form = client.get(page).content.decode()
    assert 'type="radio"' in form
    assert "<strong>yes</strong>" in form
    assert "none can be begun or handed in" in form
    start = clock.today() + timedelta(days=1)
    client.post(page, {"value": "no", "effective_from": start.isoformat(), "note": "The committee decided."})
    assert policy.at(KEY, clock.today()) is True
    assert policy.at(KEY, start) is False
    assert "<strong>no</strong>" in client.get(page).content.decode()
