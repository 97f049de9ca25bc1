"""The meeting by its pages: twelve applications, five awards, a reserve, two members, nothing told before its time."""

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from lsscert.accounts.models import Membership, Person
from lsscert.letters.models import Letter
from scholarships.applying.history import history_of
from scholarships.applying.models import CostLine, Reference, ScholarshipApplication
from scholarships.awarding import meeting as services
from scholarships.awarding.models import Award, Meeting
from scholarships.rounds.models import Round
from scholarships.scoring.models import Recusal, Score, Sheet
from tests import people
from tests.scholarships import making
from tests.scholarships.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]
Status = Award.Status
LATER = NOW + timedelta(days=25)


@pytest.fixture(autouse=True)
def after_the_closing_day() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        yield


class House:
    """Twelve in the running, scored so that application 1 is best; three members, the first of whom also organises."""

    def __init__(self, count: int = 12, **said: Any) -> None:
        self.round = making.round_(**{"quorum": 2, "scale": 20, "blind": False} | said)
        self.members = [
            making.member(
                *([Membership.Role.COMMITTEE] + ([Membership.Role.ORGANISER] if number == 0 else [])),
                name=f"Member {number}",
            )
            for number in range(3)
        ]
        self.judges = [making.judge(self.round, each) for each in self.members]
        self.rows = [
            making.application(self.round, people.person(f"Applicant {number}"))
            for number in range(1, count + 1)
        ]
        criterion = self.round.criteria.get()
        for judge in self.judges:
            for row in self.rows:
                sheet = Sheet.objects.create(judge=judge, application=row, begun_at=NOW, handed_in_at=NOW)
                Score.objects.create(sheet=sheet, criterion=criterion, points=max(0, 20 - (row.number or 0)))
        self.url = reverse("committee_meeting", args=[self.round.ref])

    def client(self, which: int) -> Client:
        return people.signed_in(self.members[which])

    def act(self, which: int, act: str, row: ScholarshipApplication | None = None, **said: Any) -> Any:
        sitting = Meeting.objects.filter(round=self.round).first()
        data = {"act": act, "version": sitting.version if sitting else 0} | said
        if row:
            data["application"] = row.ref
        return self.client(which).post(self.url, data)

    def open(self, *which: int) -> Any:
        return self.act(0, "open", present=[self.judges[each].ref for each in which or (0, 1, 2)])

    def page(self, which: int) -> str:
        return self.client(which).get(self.url).content.decode()

    def states(self) -> dict[int | None, str]:
        return dict(self.round.awards.values_list("application__number", "state"))

    def decide(self) -> None:
        self.open()
        for row in self.rows[:5]:
            self.act(0, "mark", row)
        for row in self.rows[5:7]:
            self.act(0, "reserve", row)
        self.act(0, "ask")
        assert self.act(1, "confirm").status_code == 302
        self.round.refresh_from_db()


@pytest.fixture
def house() -> House:
    return House()


def test_a_whole_meeting_by_its_pages(house: House) -> None:
    assert "Open the meeting" in house.page(0)
    assert "is not open yet" in house.page(1)
    assert house.open().status_code == 302
    page = house.page(1)
    assert [int(number) for number in re.findall(r"<h2>Application (\d+)", page)] == list(range(1, 13))
    assert "12 of 12" in page
    assert "5 awards left" in page
    assert "$1,000.00" in page
    for row in house.rows[:5]:
        assert house.act(0, "mark", row)["Location"].endswith(f"#a-{row.ref}")
    assert "0 awards left" in house.page(2)
    refused = house.act(1, "mark", house.rows[5])
    assert refused.status_code == 409
    assert "have less than $200.00 left" in refused.content.decode()
    house.act(1, "reserve", house.rows[6])
    house.act(1, "reserve", house.rows[5])
    house.act(2, "up", house.rows[5])
    house.act(0, "off", house.rows[4])
    assert "1 award left" in house.page(2)
    house.act(0, "mark", house.rows[4])
    house.act(0, "ask")
    assert "somebody else confirms" in house.page(0)
    assert "Confirm the awards" in house.page(1)
    assert house.act(0, "mark", house.rows[7]).status_code == 409  # it waits for the second member
    assert house.act(0, "confirm").status_code == 409  # who asked is no second member
    assert house.act(1, "confirm").status_code == 302
    live = house.round.awards.exclude(state=Status.TAKEN_OFF).values_list("application__number", "state")
    assert dict(live) == dict.fromkeys((1, 2, 3, 4, 5), "decided") | {6: "reserve", 7: "reserve"}
    house.round.refresh_from_db()
    assert house.round.state == Round.Status.DECIDED
    announce = reverse("committee_announce", args=[house.round.ref])
    assert "5 are awarded" in house.client(0).get(announce).content.decode()
    assert house.client(1).get(announce).status_code == 404  # a member who does not organise
    house.client(0).post(announce)
    assert house.round.awards.filter(state=Status.OFFERED).count() == 5
    subjects = dict(Letter.objects.filter(kind="scholarship_reserve").values_list("person__name", "subject"))
    assert subjects == {
        "Applicant 6": "You are first in reserve",
        "Applicant 7": "You are second in reserve",
    }
    assert Letter.objects.filter(kind="scholarship_not_awarded").count() == 5
    assert house.client(0).post(announce).status_code == 409
    assert Letter.objects.filter(kind="scholarship_awarded").count() == 5


def test_stale_marks_are_told_and_change_nothing(house: House) -> None:
    house.open()
    house.act(0, "mark", house.rows[0])
    answer = house.act(1, "mark", house.rows[1], version=0)
    assert answer.status_code == 409
    assert "Somebody else marked something" in answer.content.decode()
    assert house.states() == {1: "marked"}


def test_without_enough_members_nothing_is_asked(house: House) -> None:
    house.open(0)
    house.act(0, "mark", house.rows[0])
    answer = house.act(0, "ask")
    assert answer.status_code == 409
    assert "must be present" in answer.content.decode()
    house.act(0, "attend", judge=house.judges[2].ref)
    assert house.act(0, "ask").status_code == 302


def test_who_stepped_aside_neither_sees_nor_decides_it(house: House) -> None:
    Recusal.objects.create(judge=house.judges[1], application=house.rows[2], at=NOW)
    house.open()
    page = house.page(1)
    assert "Applicant 3" not in page
    assert "You stepped aside from 1 application." in page
    read = reverse("committee_meeting_application", args=[house.rows[2].ref])
    assert house.client(1).get(read).status_code == 404
    assert "Member 0" in house.client(0).get(read).content.decode()
    assert house.act(1, "mark", house.rows[2]).status_code == 409
    house.act(0, "mark", house.rows[2])
    minutes = reverse("committee_minutes", args=[house.round.ref])
    assert "Application 3" not in house.client(1).get(minutes).content.decode()
    assert "Application 3" in house.client(0).get(minutes).content.decode()
    house.act(0, "ask")
    page = house.page(1)
    assert "Confirm the awards" not in page
    assert "Application 3" not in page
    assert house.act(1, "confirm").status_code == 409
    assert house.act(2, "confirm").status_code == 302


def test_stepping_aside_at_the_table_takes_back_what_one_gave(house: House) -> None:
    house.open()
    house.act(1, "aside", house.rows[0])
    assert "Applicant 1<" not in house.page(1)
    assert Sheet.objects.filter(application=house.rows[0]).count() == 2
    assert house.act(1, "mark", house.rows[0]).status_code == 409
    assert house.states() == {}


def test_who_applied_sees_nothing_of_the_meeting(house: House) -> None:
    applicant = making.member(of=house.round.organisation, name="Both Sides")
    making.application(house.round, applicant)
    house.open()
    client = people.signed_in(applicant)
    for name in ("committee_meeting", "committee_minutes"):
        assert client.get(reverse(name, args=[house.round.ref])).status_code == 404
    read = reverse("committee_meeting_application", args=[house.rows[0].ref])
    assert client.get(read).status_code == 404


@pytest.mark.parametrize("role", [Membership.Role.COMMITTEE, Membership.Role.ORGANISER])
def test_members_of_another_organisation_find_nothing(house: House, role: str) -> None:
    house.open()
    stranger = people.signed_in(making.member(role, of=making.organisation("Another one"), name="Stranger"))
    paths = [reverse(f"committee_{name}", args=[house.round.ref]) for name in ("meeting", "minutes")]
    for path in [*paths, reverse("committee_meeting_application", args=[house.rows[0].ref])]:
        assert stranger.get(path).status_code == 404
    assert stranger.post(house.url, {"act": "mark", "application": house.rows[0].ref}).status_code == 404
    assert house.states() == {}


def test_who_has_not_said_whom_they_know_does_not_decide(house: House) -> None:
    house.judges[1].declared_at = None
    house.judges[1].save()
    assert house.open().status_code == 409
    house.open(0, 2)
    assert "Go through the names" in house.page(1)
    assert house.act(1, "mark", house.rows[0]).status_code == 409
    recuse = reverse("committee_recuse", args=[house.round.ref])
    house.client(1).post(recuse, {"known": [house.rows[3].person.ref]})
    assert house.act(1, "mark", house.rows[0]).status_code == 302
    assert "Applicant 4" not in house.page(1)


def test_an_organiser_who_judges_nothing_does_not_mark(house: House) -> None:
    organiser = people.signed_in(
        making.member(Membership.Role.ORGANISER, of=house.round.organisation, name="Olga")
    )
    organiser.post(house.url, {"act": "open", "present": [house.judges[0].ref]})
    answer = organiser.post(house.url, {"act": "mark", "application": house.rows[0].ref, "version": 0})
    assert answer.status_code == 409
    assert house.states() == {}


def test_names_stay_hidden_in_a_blind_round() -> None:
    house = House(2, blind=True)
    Reference.objects.create(
        application=house.rows[0],
        name="R",
        email="r@demo.test",
        state="given",
        text="She is good.",
        asked_at=NOW,
    )
    house.open()
    assert "Applicant" not in house.page(1)
    read = house.client(1).get(reverse("committee_meeting_application", args=[house.rows[0].ref]))
    assert "Applicant 1" not in read.content.decode()
    assert "She is good." in read.content.decode()


def test_an_award_is_split_over_funds_and_lines() -> None:
    house = House(1, places=1, amount=Decimal(200), partial=True, limit=60)
    other = making.fund(500, name="Travel Fund", of=house.round.organisation)
    house.round.draws_on.create(fund=other, limit=500)
    row = house.rows[0]
    row.asked = Decimal(165)
    row.save()
    lines = [
        CostLine.objects.create(
            application=row, what=what, cost=Decimal(cost), asked=Decimal(cost), position=place
        )
        for place, (what, cost) in enumerate([("Meals", 45), ("Train", 60), ("Fee", 60)])
    ]
    house.open()
    assert 'value="45.00"' in house.page(0)
    house.act(0, "mark", row)
    parts = Award.objects.get().parts.values_list("fund__name", "cost__what", "amount")
    assert list(parts) == [
        ("General Fund", "Meals", Decimal(45)),
        ("General Fund", "Train", Decimal(15)),
        ("Travel Fund", "Train", Decimal(45)),
        ("Travel Fund", "Fee", Decimal(60)),
    ]
    beyond = house.act(0, "mark", row, **{f"part-{other.ref}-{lines[0].ref}": "45.01"})
    assert "was given more than is asked" in beyond.content.decode()
    house.act(0, "mark", row, **{f"part-{other.ref}-{lines[0].ref}": "40"})
    assert Award.objects.get(state=Status.MARKED).amount == Decimal(40)
    assert house.act(0, "mark", row, **{f"part-{other.ref}-": "forty\x00"}).status_code == 409


def test_who_withdraws_meanwhile_is_taken_off_before_it_is_asked(house: House) -> None:
    house.open()
    house.act(0, "mark", house.rows[0])
    house.act(0, "mark", house.rows[1])
    ScholarshipApplication.objects.filter(pk=house.rows[0].pk).update(state="withdrawn")
    assert "not in the running any more" in house.page(0)
    assert "is not in the running any more" in house.act(0, "ask").content.decode()
    house.act(0, "off", house.rows[0])
    assert house.act(0, "ask").status_code == 302


def _plain(page: bytes) -> str:
    """Without tokens, and without the numbers that applications have."""
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"|\b\d{1,2}\b', "", page.decode())


def _seen_by(someone: Person, round_: Round) -> list[str]:
    client = people.signed_in(someone)
    paths = [
        reverse("my_scholarships"),
        reverse("my_scholarship", args=[round_.ref]),
        reverse("scholarship", args=[round_.ref]),
        reverse("scholarships"),
    ]
    return [_plain(client.get(path).content) for path in paths]


def test_between_deciding_and_announcing_no_page_of_an_applicant_tells(house: House) -> None:
    marked, taken_off, none = house.rows[0].person, house.rows[8].person, house.rows[9].person
    house.round.scheme = "Once"
    house.round.save()
    before = [_seen_by(each, house.round) for each in (marked, taken_off, none)]
    house.open()
    house.act(0, "mark", house.rows[8])
    house.act(0, "off", house.rows[8])
    house.decide()
    assert house.round.state == Round.Status.DECIDED
    after = [_seen_by(each, house.round) for each in (marked, taken_off, none)]
    changed = [
        [set(page.splitlines()) ^ set(old.splitlines()) for page, old in zip(pages, earlier, strict=True)]
        for pages, earlier in zip(after, before, strict=True)
    ]
    assert changed[0] == changed[1] == changed[2]  # that the round is decided may show, not what of whom
    assert not any("is yours if you accept it" in page for pages in after for page in pages)
    assert history_of(marked).schemes == ()  # nor does what they may apply for elsewhere
    assert not Letter.objects.filter(kind__startswith="scholarship_", person=marked).exists()
    services.announce(round_=house.round, by=house.members[0], now=LATER)
    assert "is yours if you accept it" in _seen_by(marked, house.round)[1]
    assert "No award this time" in _seen_by(taken_off, house.round)[1]
    assert history_of(marked).schemes == ("Once",)


def test_forged_and_broken_input_changes_nothing(house: House) -> None:
    house.open()
    for data in (
        {"act": "mark", "application": "x\x00"},
        {"act": "attend", "judge": "\x00"},
        {"act": "no\x00such"},
        {"act": "mark", "application": house.rows[0].ref, "version": "9" * 5000},
    ):
        answer = house.client(0).post(house.url, data)
        assert answer.status_code in {400, 404, 409}
    half_a_pair, form = "act=mark&version=0&application=%ED%A0%80", "application/x-www-form-urlencoded"
    assert house.client(0).post(house.url, half_a_pair, content_type=form).status_code in {400, 404}
    assert house.states() == {}


def test_home_tells_each_member_what_waits_for_them(house: House) -> None:
    organiser, second, third = (house.client(which) for which in range(3))
    meet = "Every application has its scores: the committee can meet."
    assert meet in organiser.get("/committee/").content.decode()
    assert meet not in second.get("/committee/").content.decode()
    house.open()
    assert "The award meeting is open." in second.get("/committee/").content.decode()
    house.act(0, "mark", house.rows[0])
    house.act(0, "ask")
    waits = "Member 0 asks you to confirm the awards."
    for client, told in ((organiser, False), (second, True), (third, True)):
        assert (waits in client.get("/committee/").content.decode()) == told
        assert (waits in client.get(f"/committee/rounds/{house.round.ref}/").content.decode()) == told
    house.act(1, "confirm")
    announce = reverse("committee_announce", args=[house.round.ref])
    assert f'href="{announce}"' in organiser.get("/committee/").content.decode()
    assert announce not in second.get("/committee/").content.decode()


def test_home_hides_a_meeting_from_a_treasurer_and_from_who_applied(house: House) -> None:
    house.open()
    treasurer = making.member(Membership.Role.TREASURER, of=house.round.organisation, name="Tess Treasurer")
    making.application(house.round, house.members[2])
    for someone in (treasurer, house.members[2]):
        page = people.signed_in(someone).get("/committee/").content.decode()
        assert house.round.title in page
        assert "The award meeting is open." not in page


def test_the_letter_of_the_outcome_leads_where_the_one_who_asked_can_go(house: House) -> None:
    house.open()
    house.act(0, "mark", house.rows[0])
    house.act(0, "ask")
    house.act(1, "confirm")
    letter = Letter.objects.get(kind="approval_decided")
    path = re.search(r"https?://[^/\s]+(/committee\S+)", letter.body)[1]  # type: ignore[index]
    assert house.client(0).get(path).status_code == 200
