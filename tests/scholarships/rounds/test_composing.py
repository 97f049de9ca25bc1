"""From nothing to a published round, and what of it may change when somebody relies on it."""

from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.utils.html import strip_tags

from lsscert.letters.models import Letter
from lsscert.refused import Refused
from scholarships.rounds import services
from scholarships.rounds.models import Interest, Round, RoundFund
from tests import people
from tests.scholarships import making
from tests.scholarships.making import NOW, TODAY, Role
from tests.scholarships.rounds import filled

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_a_day_we_know(settings):
    settings.FAKE_NOW = NOW


@pytest.fixture
def organiser():
    return making.member(Role.ORGANISER, name="Olive Organiser")


def words(response):
    return " ".join(unescape(strip_tags(response.content.decode())).split())


def at(round_, step=""):
    return f"/committee/rounds/{round_.ref}/{step}"


def begun(organiser, title="Help with the enrolment fee"):
    return services.begin(organisation=making.organisation(), title=title, by=organiser, now=NOW)


def test_a_round_is_composed_and_published(organiser):
    making.fund(1000)
    client = people.signed_in(organiser)
    sent = {"organisation": making.organisation().ref, "title": "Help"}
    edit = client.post("/committee/rounds/new/", sent).headers["Location"]
    round_ = Round.objects.get()
    assert edit == at(round_, "edit/")
    early = client.get(at(round_, "publish/"))
    assert f'href="{at(round_, "edit/")}#id_opens_on"' in early.content.decode()
    assert f'href="{at(round_, "edit/")}#criteria"' in early.content.decode()
    assert client.post(at(round_, "publish/")).status_code == 409

    assert client.post(edit, filled.page(round_)).status_code == 302
    round_.refresh_from_db()
    assert round_.rules == [
        {"rule": "member"},
        {"rule": "employed", "region": "Oregon", "years": 3},
        {"rule": "hours", "hours": 1820},
    ]
    assert [each.title for each in round_.criteria.all()] == ["What it would change"]
    assert client.get(f"/scholarships/{round_.ref}/").status_code == 404
    assert "at some time since 22 March 2023" in words(client.get(at(round_, "publish/")))
    client.post(at(round_, "publish/"))
    round_.refresh_from_db()
    assert round_.state == "published"
    assert "at some time since 22 March 2023" in words(client.get(f"/scholarships/{round_.ref}/"))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"closes_on": "2026-02-01"}, "The last day is before the day it opens."),
        ({"news_by": "2026-03-22"}, "Applicants can only hear after the last day."),
        ({"report_due_on": "2026-04-01"}, "The report can only be due after applicants hear."),
        ({"rules-years": ""}, "Say both where and within how many years."),
        ({"title": "x" * 10_000}, ""),
        ({"rules-candidacy": "forged"}, ""),
        ({"amount": "-5"}, ""),
        ({"places": "99999999999"}, ""),
        ({"criteria-TOTAL_FORMS": "x"}, ""),
        ({"criteria-0-weight": "0"}, ""),
    ],
)
def test_what_cannot_stand_is_said_and_nothing_is_kept_or_lost(organiser, changes, says):
    making.fund(1000)
    round_ = begun(organiser)
    sent = filled.page(round_, summary="Words I would not type again.", **changes)
    response = people.signed_in(organiser).post(at(round_, "edit/"), sent)
    assert response.status_code == 422
    assert says in words(response)
    assert "Words I would not type again." in response.content.decode()
    round_.refresh_from_db()
    assert (round_.summary, round_.version) == ("", 0)


def test_a_stale_page_overwrites_nothing(organiser):
    making.fund(1000)
    round_ = begun(organiser)
    client = people.signed_in(organiser)
    client.post(at(round_, "edit/"), filled.page(round_, title="First"))
    response = client.post(at(round_, "edit/"), filled.page(round_, title="Second"))
    assert "Somebody else changed this round" in words(response)
    assert "Second" in response.content.decode()
    round_.refresh_from_db()
    assert round_.title == "First"


def test_the_money_must_be_there(organiser):
    making.fund(900)
    round_ = begun(organiser)
    client = people.signed_in(organiser)
    client.post(at(round_, "edit/"), filled.page(round_))
    assert "The funds have $900.00 of the $1,000.00 that all awards need." in words(
        client.get(at(round_, "publish/"))
    )
    round_.refresh_from_db()
    client.post(at(round_, "edit/"), filled.page(round_, partial="on"))
    page = words(client.get(at(round_, "publish/")))
    assert "All awards in full would need $1,000.00; there are $900.00, so some will be smaller." in page
    client.post(at(round_, "publish/"))
    round_.refresh_from_db()
    assert round_.state == "published"


def test_funds_of_others_are_not_offered_and_not_taken(organiser):
    making.fund(1000)
    theirs = making.fund(1000, of=making.organisation("LSSIRT"), name="Their own money")
    round_ = begun(organiser)
    client = people.signed_in(organiser)
    assert "Their own money" not in words(client.get(at(round_, "edit/")))
    client.post(at(round_, "edit/"), filled.page(round_, **{f"fund-{theirs.ref}-limit": "500"}))
    assert not RoundFund.objects.filter(fund=theirs).exists()
    round_.refresh_from_db()
    with pytest.raises(Refused) as no:
        services.save(
            round_=round_,
            composed=services.Composed({}, limits=[(theirs, Decimal(5))]),
            version=round_.version,
            by=organiser,
            now=NOW,
        )
    assert no.value.code == "fund_elsewhere"


def test_what_people_rely_on_stays_once_somebody_has_begun(organiser):
    round_ = making.round_(rules=[{"rule": "education"}], summary="For members.")
    making.application(round_, state="draft", number=None, handed_in_at=None)
    client = people.signed_in(organiser)
    later = (round_.closes_on + timedelta(days=7)).isoformat()
    sent = filled.page(
        round_, amount="150", places=6, closes_on=later, news_by="2026-06-01", **{"rules-hours": 99}
    )
    assert "can only grow" not in words(client.post(at(round_, "edit/"), sent))
    round_.refresh_from_db()
    # Six awards of $200 are more than the $1,000 of the round.
    assert round_.places == 5
    client.post(at(round_, "edit/"), sent | {"places": 5})
    round_.refresh_from_db()
    assert round_.closes_on.isoformat() == later
    assert (round_.amount, round_.rules) == (Decimal(200), [{"rule": "education"}])
    sooner = sent | {"places": 5, "closes_on": "2026-03-05", "version": round_.version}
    assert "can only grow" in words(client.post(at(round_, "edit/"), sooner))


def test_the_last_day_stays_once_the_draw_is_fixed(organiser, monkeypatch):
    round_ = making.round_(method="draw", outside_number="A lottery", summary="By lot.")
    making.application(round_)
    monkeypatch.setattr(Round, "the_draw", object())
    with pytest.raises(Refused) as no:
        services.save(
            round_=round_,
            composed=services.Composed({"closes_on": round_.closes_on + timedelta(days=1)}),
            version=0,
            by=organiser,
            now=NOW,
        )
    assert no.value.code == "draw_fixed"


def test_a_round_whose_last_day_is_over_is_not_published(organiser):
    round_ = making.round_(state="draft", summary="Late.", closes_on=TODAY - timedelta(days=1))
    with pytest.raises(Refused) as no:
        services.publish(round_=round_, by=organiser, now=NOW)
    assert no.value.code == "closes_past"


def test_a_copy_has_everything_but_the_people_a_year_later(organiser):
    round_ = making.round_(closes_on=date(2028, 2, 29), news_by=None, rules=[{"rule": "member"}])
    making.application(round_)
    made = people.signed_in(organiser).post(at(round_, "copy/"))
    copy = Round.objects.get(copied_from=round_)
    assert made.headers["Location"] == at(copy, "edit/")
    assert (copy.state, copy.closes_on, copy.rules) == ("draft", date(2029, 2, 28), [{"rule": "member"}])
    assert [each.title for each in copy.criteria.all()] == ["What it would change"]
    assert [row.limit for row in copy.draws_on.all()] == [Decimal(1000)]
    assert not copy.applications.exists()


def test_pressing_copy_twice_leads_to_the_one_draft_until_it_is_published(organiser):
    round_, client = making.round_(), people.signed_in(organiser)
    first, again = (client.post(at(round_, "copy/")).headers["Location"] for _ in range(2))
    assert first == again
    Round.objects.filter(copied_from=round_).update(state=Round.Status.PUBLISHED)
    assert client.post(at(round_, "copy/")).headers["Location"] != first


def test_calling_off_writes_to_everybody_who_began(organiser):
    round_ = making.round_()
    for name, state in (("Ana Applicant", "handed_in"), ("Wendy Withdrawn", "withdrawn")):
        making.application(round_, people.person(name), state=state)
    client = people.signed_in(organiser)
    assert client.post(at(round_, "call-off/"), {"why": ""}).status_code == 422
    client.post(at(round_, "call-off/"), {"why": "The gift was taken back."})
    letter = Letter.objects.get(kind="scholarship_called_off")
    assert letter.person.name == "Ana Applicant"
    assert "The gift was taken back." in letter.body
    assert client.get(f"/scholarships/{round_.ref}/").status_code == 404


@pytest.mark.parametrize("step", ["", "edit/", "try/", "publish/", "call-off/", "copy/"])
def test_a_round_of_others_is_not_there(step):
    stranger = making.member(
        Role.ORGANISER, Role.COMMITTEE, Role.TREASURER, of=making.organisation("LSSIRT"), name="Sue Stranger"
    )
    round_ = making.round_(state="draft", summary="s")
    client = people.signed_in(stranger)
    assert client.post(at(round_, step)).status_code in {404, 405}
    if step != "copy/":
        assert client.get(at(round_, step)).status_code == 404
    round_.refresh_from_db()
    assert (round_.state, Round.objects.count()) == ("draft", 1)


def test_what_the_meeting_marked_is_not_read_off_the_round_before_it_is_told(organiser):
    round_ = making.round_(state="decided", awarded=3)
    RoundFund.objects.filter(round=round_).update(drawn=600)
    client = people.signed_in(organiser)
    page = words(client.get(at(round_)))
    assert "600" not in page
    assert "3 of 5" not in page
    Round.objects.filter(pk=round_.pk).update(state="announced")
    assert "3 of 5" in words(client.get(at(round_)))


def test_an_organiser_tries_the_conditions_of_a_draft(organiser):
    round_ = making.round_(state="draft", rules=[{"rule": "education"}], opens_on=None, closes_on=None)
    client = people.signed_in(organiser)
    assert "not every condition is met" in words(client.post(at(round_, "try/"), {"diploma": "no"}))
    assert "Yes: by what you say, you can apply." in words(
        client.post(at(round_, "try/"), {"diploma": "yes"})
    )
    assert Interest.objects.count() == 0
