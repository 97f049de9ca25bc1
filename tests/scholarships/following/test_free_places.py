"""A place nobody waits for: its organiser hears, and awards it late with a second member, or leaves the money."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from lsscert.accounts import approvals
from lsscert.accounts.approval_models import Approval
from lsscert.desk.invariants.scholarships import CHECKS
from lsscert.letters.models import Letter
from lsscert.money import funds
from lsscert.refused import Refused
from scholarships.awarding.models import Award, Meeting
from scholarships.following import late, services
from scholarships.following.models import FreePlace
from scholarships.rounds.models import Round
from scholarships.scoring.models import Recusal
from tests import people
from tests.scholarships import making as base
from tests.scholarships.following import making
from tests.scholarships.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]
Status = Award.Status
BY: dict[str, Any] = {"now": NOW}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lsscert.clock.now", lambda: NOW)


class Left:
    """The one award of a round was declined and nobody waits; two others applied. One organises, two judge."""

    def __init__(self, **said: Any) -> None:
        self.round = making.announced(**said)
        self.award = making.offered(self.round)
        self.organiser = base.member(base.Role.ORGANISER, of=self.round.organisation, name="Orla Organiser")
        self.judges = [
            base.judge(self.round, base.member(of=self.round.organisation, name=name))
            for name in ("Joan Judge", "Jim Judge")
        ]
        self.others = [base.application(self.round, people.person(name)) for name in ("Nora", "Noel")]
        Meeting.objects.create(round=self.round, opened_at=NOW, opened_by=self.organiser, ended_at=NOW)
        services.decline(award=self.award, by=self.award.person, now=NOW)
        self.round.refresh_from_db()

    @property
    def place(self) -> FreePlace:
        return FreePlace.objects.open().get()

    def ask(self, which: int = 0, **said: Any) -> Approval:
        facts = {"place": self.place, "application": self.others[which], "by": self.organiser, "now": NOW}
        return late.ask(**facts | said)

    def minutes(self) -> list[str]:
        return list(self.round.meetings.get().minutes.values_list("code", flat=True))


@pytest.fixture
def left() -> Left:
    return Left()


def refused(act: Any, **said: Any) -> str:
    with pytest.raises(Refused) as no:
        act(**said)
    return no.value.code


def broken() -> list[str]:
    return [check.code for check in CHECKS if check.breaches()]


def test_its_organiser_hears_and_the_round_stays_open(left: Left) -> None:
    letter = Letter.objects.get(kind="scholarship_place_free")
    assert letter.person == left.organiser
    assert "$200.00" in letter.body
    assert reverse("committee_free_place", args=[left.round.ref]) in letter.body
    assert (left.place.left_by, left.round.state) == (left.award, Round.Status.ANNOUNCED)


def test_while_somebody_waits_nobody_is_bothered() -> None:
    round_ = making.announced()
    award = making.offered(round_)
    making.waiting(round_)
    services.decline(award=award, by=award.person, now=NOW)
    assert not FreePlace.objects.exists()
    moved_up = Award.objects.get(state=Status.OFFERED)
    services.lapse_what_is_due(NOW + timedelta(days=30))
    assert FreePlace.objects.get().left_by == moved_up  # the last in reserve


def test_who_leaves_the_reserve_leaves_no_place() -> None:
    round_ = making.announced()
    making.offered(round_)
    waits = making.waiting(round_)
    services.take_off(award=waits, by=base.member(), now=NOW, why="Moved away")
    assert not FreePlace.objects.exists()


def test_a_late_award_is_offered_when_a_second_member_confirms_it(left: Left) -> None:
    approval = left.ask()
    assert {person.name for person in late.may_confirm(approval)} == {"Joan Judge", "Jim Judge"}
    assert not left.others[0].awards.exists()
    assert refused(approvals.confirm, approval=approval, by=left.organiser, now=NOW)
    approvals.confirm(approval=approval, by=left.judges[0].person, now=NOW)
    award = left.others[0].awards.get()
    assert (award.state, award.amount, award.accept_by is not None) == (Status.OFFERED, 200, True)
    place = FreePlace.objects.get()
    assert (place.to, place.settled_by) == (award, left.judges[0].person)
    assert "good news after all" in Letter.objects.get(kind="scholarship_late_award").body
    assert left.minutes() == ["late_asked", "late"]
    assert broken() == []
    services.decline(award=award, by=award.person, now=NOW)  # free again, and to be settled again
    assert [row.application for row in late.could_have_it(left.round, left.organiser)] == [left.others[1]]
    assert left.place.left_by == award


def test_a_late_award_is_stopped_and_the_place_is_still_to_be_settled(left: Left) -> None:
    approval = left.ask()
    assert refused(left.ask, which=1) == "approval_waits_already"
    assert refused(late.keep, place=left.place, why="x", by=left.organiser, now=NOW) == "confirmation_waits"
    approvals.stop(approval=approval, why="Not before the board met", by=left.judges[1].person, now=NOW)
    assert left.place.settled_at is None
    assert left.minutes() == ["late_asked", "late_stopped"]


def test_the_money_stays_in_its_fund_and_the_round_closes(left: Left) -> None:
    place = left.place
    assert refused(late.keep, place=place, why=" ", by=left.organiser, now=NOW) == "why_missing"
    late.keep(place=place, why="For\0 next year", by=left.organiser, now=NOW)
    assert refused(late.keep, place=place, why="again", by=left.organiser, now=NOW) == "place_settled"
    assert FreePlace.objects.get().why == "For next year"
    left.round.refresh_from_db()
    assert (left.round.state, funds.free(left.round.draws_on.get().fund)) == (Round.Status.CLOSED, 1000)
    assert broken() == []


def test_who_applied_or_stepped_aside_decides_nothing(left: Left) -> None:
    Recusal.objects.create(judge=left.judges[0], application=left.others[0], at=NOW)
    assert refused(left.ask, by=left.judges[0].person) == "recused"
    assert refused(left.ask, by=left.others[1].person) == "judge_applied"
    approval = left.ask()
    assert late.may_confirm(approval) == [left.judges[1].person]
    stranger = base.application(making.announced())
    assert refused(left.ask, application=stranger) == "not_in_the_running"
    assert refused(left.ask, application=left.award.application) == "not_in_the_running"  # they declined


def test_what_was_asked_for_is_looked_at_again_when_it_is_confirmed(left: Left) -> None:
    approval = left.ask()
    type(left.others[0]).objects.filter(pk=left.others[0].pk).update(state="withdrawn")
    assert refused(approvals.confirm, approval=approval, by=left.judges[0].person, now=NOW)
    assert left.place.settled_at is None


@pytest.mark.parametrize(
    "change", [{"settled_at": NOW}, {"why": "x"}, {"settled_at": NOW, "why": "x", "to": 1}]
)
def test_the_database_keeps_one_way_to_settle(left: Left, change: dict[str, Any]) -> None:
    if "to" in change:
        change = change | {"to": left.award}
    with pytest.raises(IntegrityError), transaction.atomic():
        FreePlace.objects.filter(pk=left.place.pk).update(**change)


def test_by_its_pages(left: Left) -> None:
    url = reverse("committee_free_place", args=[left.round.ref])
    organiser, judge = people.signed_in(left.organiser), people.signed_in(left.judges[0].person)
    for page in (reverse("committee_home"), reverse("committee_round", args=[left.round.ref])):
        assert url in organiser.get(page).content.decode()
    assert url not in judge.get(reverse("committee_home")).content.decode()
    typed = {"place": left.place.ref, "act": "ask", "application": left.others[1].ref}
    assert judge.post(url, typed).status_code == 409  # who runs the round asks
    assert organiser.post(url, typed | {"application": "\x00"}).status_code == 404
    assert organiser.post(url, typed).status_code == 302
    assert url in judge.get(reverse("committee_home")).content.decode()
    assert "Confirm the award" in judge.get(url).content.decode()
    assert "Confirm the award" not in organiser.get(url).content.decode()
    assert judge.post(url, {"place": left.place.ref, "act": "confirm"}).status_code == 302
    assert judge.post(url, {"place": typed["place"], "act": "confirm"}).status_code == 409
    assert "No place is free" in organiser.get(url).content.decode()
    assert left.others[1].awards.get().state == Status.OFFERED
    minutes = organiser.get(reverse("committee_minutes", args=[left.round.ref])).content.decode()
    assert "application 3 was awarded $200.00 late" in minutes
