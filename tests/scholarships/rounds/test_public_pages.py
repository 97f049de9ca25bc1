"""What the world reads of rounds, whether one can apply, and being told."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from lsscert.letters.models import Letter
from scholarships.funds.models import OnRoll
from scholarships.rounds import telling
from scholarships.rounds.models import Interest, Round
from tests import people
from tests.scholarships import making
from tests.scholarships.making import NOW, TODAY
from tests.scholarships.rounds import filled

pytestmark = pytest.mark.django_db
FOUNDING = [
    {"rule": "member"},
    {"rule": "education"},
    {"rule": "hours", "hours": 1820},
    {"rule": "employed", "region": "Oregon", "years": 3},
]
WORK = {"region": "OR", "paid": "yes", "starts": "2024-01-01", "hours_per_week": 35, "weeks_per_year": 52}


@pytest.fixture(autouse=True)
def on_a_day_we_know(settings):
    settings.FAKE_NOW = NOW


def words(response):
    return " ".join(unescape(strip_tags(response.content.decode())).split())


def check(client, round_, *posts, **facts):
    sent = {"member": "yes", "diploma": "yes"} | facts | filled.rows("work", *posts)
    return client.post(f"/scholarships/{round_.ref}/check/", sent)


@pytest.mark.parametrize(
    ("posts", "facts", "says"),
    [
        ([WORK], {}, "It looks good"),
        ([WORK | {"paid": "no"}], {}, "Volunteer work is not employment."),
        ([WORK | {"region": "Idaho"}], {}, "No paid post in Oregon since 22 March 2023 is stated."),
        ([WORK], {"member": "no"}, "Give your number, or join first."),
        ([WORK], {"diploma": "no"}, "A GED counts as well."),
        ([WORK | {"starts": "2026-02-01"}], {}, "of the 1,820 hours needed"),
        ([], {}, "not every condition is met"),
    ],
)
def test_anybody_learns_beforehand_whether_they_can_apply(client, posts, facts, says):
    round_ = making.round_(rules=FOUNDING)
    response = check(client, round_, *posts, **facts)
    assert response.status_code == 200
    assert says in words(response)
    assert ("Apply all the same" in words(response)) is (says != "It looks good")


@pytest.mark.parametrize(
    "broken",
    [{"starts": "soon"}, {"starts": ""}, {"region": "\x00"}, {"hours_per_week": "NaN"}, {"paid": "perhaps"}],
)
def test_a_post_that_cannot_be_read_is_told_at_its_field(client, broken):
    response = check(client, making.round_(rules=FOUNDING), WORK | broken)
    assert response.status_code == 422
    assert "What the conditions say" not in words(response)


def test_nobody_finds_out_who_is_a_member(client):
    """The page asks yes or no and never looks in the list: a number sent along changes nothing."""
    round_ = making.round_(rules=FOUNDING)
    OnRoll.objects.create(organisation=round_.organisation, number="SSD-1")
    answers = {words(check(client, round_, WORK, member_number=number)) for number in ("SSD-1", "SSD-2")}
    assert len(answers) == 1
    assert "your member number up" in answers.pop()


def test_the_list_names_days_and_hides_what_is_not_published(client):
    making.round_(title="Open one", closes_on=TODAY + timedelta(days=7))
    making.round_(title="Last day", closes_on=TODAY, draws_on=making.fund(name="B"))
    making.round_(
        title="Coming",
        opens_on=TODAY + timedelta(days=1),
        closes_on=TODAY + timedelta(days=9),
        draws_on=making.fund(name="C"),
    )
    making.round_(title="Secret draft", state="draft", draws_on=making.fund(name="D"))
    making.round_(title="Called off", state="called_off", draws_on=making.fund(name="E"))
    page = words(client.get("/scholarships/"))
    assert "Closes on 9 March 2026, in 7 days." in page
    assert "Today, 2 March 2026, is the last day to apply." in page
    assert "Opens on 3 March 2026" in page
    assert page.index("Last day") < page.index("Open one")
    assert "Secret draft" not in page
    assert "Called off" not in page


def test_awards_are_counted_once_they_are_told(client):
    round_ = making.round_(state="decided", awarded=2)
    for number in (1, 2, 3):
        making.application(round_, people.person(f"Person {number}"))
    url = f"/scholarships/{round_.ref}/"
    assert "What came of it" not in words(client.get(url))
    Round.objects.filter(pk=round_.pk).update(state="announced")
    assert "0 awards; 3 had applied." in words(client.get(url))


def test_more_rounds_are_no_more_queries(client):
    making.round_(rules=FOUNDING)
    client.get("/scholarships/")
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get("/scholarships/")
    for name in "BC":
        making.round_(rules=FOUNDING, draws_on=making.fund(name=name))
    with CaptureQueriesContext(connection) as three:
        client.get("/scholarships/")
    assert len(three) == len(one)


def test_an_address_is_asked_first_and_told_once(client):
    round_ = making.round_(state="draft", opens_on=TODAY, published_at=None)
    ours = round_.organisation
    client.post("/scholarships/tell-me/", {"organisation": ours.ref, "address": "Somebody@people.test"})
    assert not Interest.objects.exists()
    asked = Letter.objects.get(kind="scholarship_tell_me")
    assert asked.address == "somebody@people.test"
    telling.note(organisation=ours, address="somebody@people.test", person=None, now=NOW)
    telling.note(organisation=ours, address="SOMEBODY@people.test", person=None, now=NOW)
    assert telling.tell_of_what_opens(NOW) == 0
    Round.objects.filter(pk=round_.pk).update(state="published", published_at=NOW + timedelta(hours=1))
    tomorrow = NOW + timedelta(days=1)
    assert [telling.tell_of_what_opens(tomorrow) for _again in range(2)] == [1, 0]
    assert Letter.objects.filter(kind="scholarship_opens").count() == 1


def test_who_asks_while_a_round_is_open_is_told_of_the_next():
    round_ = making.round_()
    someone = people.person("Iris Interested")
    telling.ask(organisation=round_.organisation, address="x@people.test", person=someone, now=NOW)
    assert Interest.objects.get().address == someone.email
    assert telling.tell_of_what_opens(NOW + timedelta(days=1)) == 0


def test_between_rounds_the_page_says_what_to_do(client):
    making.round_(state="announced")
    page = words(client.get("/scholarships/"))
    assert "Nothing is open just now" in page
    assert "Tell me" in page
