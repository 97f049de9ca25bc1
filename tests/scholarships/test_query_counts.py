"""No page of a committee asks the database more because more people applied, were scored or awarded."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lsscert.accounts.models import Organisation, Person
from scholarships.awarding import meeting
from scholarships.awarding.holding import Part, hold
from scholarships.awarding.models import Award
from scholarships.rounds.models import Round
from tests import people
from tests.scholarships import making
from tests.scholarships.awarding.drawn import closed
from tests.scholarships.making import NOW
from tests.scholarships.scoring.making import score

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]
FEW, MANY = 2, 5


@pytest.fixture(autouse=True)
def on_that_day(settings) -> None:
    settings.FAKE_NOW = NOW


class Organised:
    """An organisation of its own, with a round in each state and so many in each of them."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.organisation: Organisation = making.organisation(f"Friends {count}")
        self.leader: Person = making.member(
            "organiser", "committee", "treasurer", of=self.organisation, name="Lee Leader"
        )
        self.members = [making.member(of=self.organisation, name=f"Member {n}") for n in range(count)]
        self.fund = making.fund(50_000, of=self.organisation)

    def round(self, **said: object) -> Round:
        days = {"closes_on": NOW.date() - timedelta(days=1)}
        return making.round_(draws_on=self.fund, limit=5_000, places=20, **days | said)

    def apply(self, round_: Round) -> None:
        for number in range(self.count):
            making.application(round_, people.person(f"Applicant {number}"))

    def being_checked(self) -> Round:
        round_ = self.round(closes_on=NOW.date() + timedelta(days=9))
        self.apply(round_)
        verdict = [{"rule": "education", "met": None, "sentence": "Not said."}]
        round_.applications.update(state="to_check", verdict=verdict)
        return round_

    def being_scored(self) -> Round:
        round_ = self.round()
        self.apply(round_)
        seats = [making.judge(round_, each) for each in (self.leader, *self.members)]
        for seat in seats:
            for row in round_.applications.all():
                score(seat, row, comment="Fine.")
        return round_

    def meeting(self) -> Round:
        round_ = self.being_scored()
        seats = list(round_.judges.all())
        meeting.open_it(round_=round_, present=seats, by=self.leader, now=NOW)
        for row in round_.applications.all():
            hold(application=row, parts=[Part(self.fund, Decimal(200))], by=self.leader, now=NOW)
        return round_

    def announced(self) -> Round:
        round_ = self.meeting()
        round_.awards.update(state=Award.Status.OFFERED, offered_at=NOW, accept_by=NOW.date())
        Round.objects.filter(pk=round_.pk).update(state="announced", announced_at=NOW)
        return round_

    def to_draw(self) -> Round:
        round_ = closed(self.count, organisation=self.organisation)
        return Round.objects.get(pk=round_.pk)

    def pages(self) -> Iterator[tuple[str, str]]:
        """What each is called, and its address."""
        of_states = {
            "being_checked": ("committee_round", "committee_applications"),
            "being_scored": ("committee_round", "committee_recuse", "committee_progress", "committee_judges"),
            "meeting": ("committee_meeting", "committee_round", "committee_minutes"),
            "announced": ("committee_awards", "committee_minutes", "committee_applications"),
            "to_draw": ("committee_draw", "committee_applications"),
        }
        for state, pages in of_states.items():
            round_ = getattr(self, state)()
            for name in pages:
                yield f"{state} {name}", reverse(name, args=[round_.ref])
            if state in ("being_scored", "meeting"):
                page = "committee_score" if state == "being_scored" else "committee_meeting_application"
                yield f"{state} {page}", reverse(page, args=[round_.applications.first().ref])
        for name in ("committee_home", "committee_funds", "committee_owed", "committee_report"):
            yield name, reverse(name)
        for name in ("committee_fund", "committee_fund_print", "committee_fund_csv"):
            yield name, reverse(name, args=[self.fund.ref])
        yield "committee_organisation", reverse("committee_organisation", args=[self.organisation.ref])


def questions(count: int) -> dict[str, int]:
    organised, found = Organised(count), {}
    client = people.signed_in(organised.leader)
    for name, address in list(organised.pages()):
        client.get(address)  # what is asked once and remembered does not count
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address)
        assert answer.status_code == 200, name
        b"".join(answer)
        found[name] = len(captured)
    return found


def test_more_people_are_no_more_queries() -> None:
    few, many = questions(FEW), questions(MANY)
    assert {name: (few[name], many[name]) for name in few if many[name] > few[name]} == {}
