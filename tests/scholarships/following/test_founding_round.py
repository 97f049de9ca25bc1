"""The founding round of 2009, by its services: $1,000, five awards of $200, one decline, five credits, nothing left."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from candidates.journey import services as journey
from candidates.journey.models import Candidacy
from lsscert.accounts import approvals
from lsscert.accounts.models import Person
from lsscert.desk.invariants import money as checks
from lsscert.letters.models import Letter
from lsscert.money import awards as money
from lsscert.money import funds
from lsscert.money import paying as paying_money
from lsscert.money.models import Fund
from lsscert.refused import Refused
from scholarships.awarding import meeting
from scholarships.awarding.holding import parts_for
from scholarships.awarding.models import Award
from scholarships.following import late, paying, services
from scholarships.following.models import FollowUp
from scholarships.rounds.models import Round
from scholarships.scoring.models import Judge
from tests import people
from tests.scholarships import making
from tests.scholarships.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy", "real_standard")]
Status = Award.Status
LATER = NOW + timedelta(days=25)
BY: dict[str, Any] = {"now": LATER}


class Founding:
    """Nine in the running, seven of them with an open fee of $350; three members, of whom the third knows nobody."""

    def __init__(self) -> None:
        self.round = making.round_(quorum=2, report_due_on=making.TODAY + timedelta(days=300))
        self.fund = Fund.objects.get()
        candidacies = [
            people.applicant(people.person(f"Applicant {number}"), region="Oregon") for number in range(7)
        ]
        self.rows = [making.application(self.round, each.person) for each in candidacies]
        self.rows += [
            making.application(self.round, people.person(f"Not yet {number}")) for number in range(2)
        ]
        self.judges = [making.judge(self.round) for _each in range(3)]
        self.meeting = meeting.open_it(round_=self.round, present=self.judges, by=self.by(0), **BY)

    def by(self, which: int) -> Person:
        return self.judges[which].person

    def mark(self, which: int) -> Award:
        return meeting.mark(
            meeting=self.meeting,
            application=self.rows[which],
            parts=parts_for(self.round, Decimal(200)),
            rank=which + 1,
            by=self.by(0),
            version=self.version(),
            **BY,
        )

    def version(self) -> int:
        self.meeting.refresh_from_db()
        return self.meeting.version

    def decide(self) -> None:
        for which in range(5):
            self.mark(which)
        for which in (5, 6, 7):
            meeting.put_in_reserve(
                meeting=self.meeting,
                application=self.rows[which],
                by=self.by(0),
                version=self.version(),
                **BY,
            )
        approval = meeting.ask(meeting=self.meeting, by=self.by(0), version=self.version(), **BY)
        approvals.confirm(approval=approval, by=self.by(1), **BY)
        self.round.refresh_from_db()

    def award(self, which: int) -> Award:
        return Award.objects.get(application=self.rows[which])


@pytest.fixture
def founding() -> Founding:
    return Founding()


def kinds_to(someone: Person) -> list[str]:
    rows = Letter.objects.filter(person=someone, kind__startswith="scholarship_").order_by("pk")
    return list(rows.values_list("kind", flat=True))


def code_of(act: Any) -> str:
    with pytest.raises(Refused) as no:
        act()
    return str(no.value.code)


def test_from_the_meeting_to_a_fund_at_zero(founding: Founding) -> None:
    founding.decide()
    assert [kinds_to(row.person) for row in founding.rows] == [[]] * 9  # decided now, told later
    meeting.announce(round_=founding.round, by=founding.by(0), **BY)
    assert [kinds_to(row.person) for row in founding.rows] == (
        [["scholarship_awarded"]] * 5 + [["scholarship_reserve"]] * 3 + [["scholarship_not_awarded"]]
    )
    third = Letter.objects.get(person=founding.rows[7].person)
    assert third.subject == "You are third in reserve"
    assert "news by 10 April 2026" in third.body

    services.decline(award=founding.award(2), by=founding.rows[2].person, **BY)
    moved = founding.award(5)
    assert moved.state == Status.OFFERED
    assert kinds_to(founding.rows[5].person) == ["scholarship_reserve", "scholarship_moved_up"]
    assert (
        Letter.objects.filter(person=founding.rows[7].person).latest("pk").subject
        == "You are second in reserve"
    )

    for which in (0, 1, 3, 4, 5):
        services.accept(award=founding.award(which), by=founding.rows[which].person, **BY)
    assert (funds.free(founding.fund), funds.promised(founding.fund)) == (Decimal(0), Decimal(0))
    for which in (0, 1, 3, 4, 5):
        invoice = founding.rows[which].person.invoices.get()
        assert (invoice.paid, invoice.left) == (Decimal(200), Decimal(150))
    owed = money.unsettled(founding.round.organisation)
    assert [amount for _award, amount in owed] == [Decimal(200)] * 5
    assert FollowUp.objects.count() == 5
    assert [check.code for check in checks.CHECKS if check.breaches()] == []


def test_nobody_decides_alone(founding: Founding) -> None:
    founding.mark(0)
    approval = meeting.ask(meeting=founding.meeting, by=founding.by(0), version=founding.version(), **BY)
    assert code_of(lambda: approvals.confirm(approval=approval, by=founding.by(0), **BY)) == "approval_own"
    assert (
        code_of(lambda: approvals.confirm(approval=approval, by=people.staff(), **BY)) == "approval_not_yours"
    )
    assert code_of(lambda: founding.mark(1)) == "confirmation_waits"
    approvals.stop(approval=approval, why="Not yet.", by=founding.by(2), **BY)
    founding.mark(1)
    assert founding.round.state == Round.Status.PUBLISHED


def test_who_stepped_aside_neither_marks_nor_confirms_nor_counts(founding: Founding) -> None:
    founding.mark(0)
    founding.judges[1].recusals.create(application=founding.rows[0], at=NOW)
    approval = meeting.ask(meeting=founding.meeting, by=founding.by(0), version=founding.version(), **BY)
    assert (
        code_of(lambda: approvals.confirm(approval=approval, by=founding.by(1), **BY)) == "approval_not_yours"
    )
    approvals.stop(approval=approval, why="", by=founding.by(0), **BY)
    founding.judges[0].recusals.create(application=founding.rows[0], at=NOW)
    assert code_of(lambda: founding.mark(0)) == "recused"
    Judge.objects.filter(pk=founding.judges[2].pk).update(left_at=None)
    by_third: dict[str, Any] = {
        "meeting": founding.meeting,
        "by": founding.by(2),
        "version": founding.version(),
    }
    assert code_of(lambda: meeting.ask(**by_third, **BY)) == "no_quorum"


def test_two_who_mark_at_once_are_told(founding: Founding) -> None:
    before = founding.version()
    founding.mark(0)
    assert (
        code_of(
            lambda: meeting.put_in_reserve(
                meeting=founding.meeting,
                application=founding.rows[1],
                by=founding.by(1),
                version=before,
                **BY,
            )
        )
        == "stale"
    )


def test_a_round_that_is_open_or_not_checked_does_not_meet() -> None:
    round_ = making.round_()
    judges = [making.judge(round_) for _each in range(2)]
    act = {"round_": round_, "present": judges, "by": judges[0].person}
    assert code_of(lambda: meeting.open_it(**act, now=NOW)) == "round_still_open"
    making.application(round_, state="to_check")
    assert code_of(lambda: meeting.open_it(**act, now=LATER)) == "facts_to_check"


def test_an_award_covers_what_is_left_and_the_rest_is_free_again(founding: Founding) -> None:
    person = founding.rows[0].person
    paying_money.record_cheque(
        invoice=person.invoices.get(),
        amount=Decimal(300),
        number="C-300",
        received_on=making.TODAY,
        by=people.staff(),
        now=NOW,
    )
    founding.decide()
    meeting.announce(round_=founding.round, by=founding.by(0), **BY)
    award = services.accept(award=founding.award(0), by=person, **BY)
    award.refresh_from_db()
    assert (award.amount, award.state) == (Decimal(50), Status.PAID)
    assert person.invoices.get().left == 0
    assert (funds.free(founding.fund), funds.promised(founding.fund)) == (Decimal(150), Decimal(800))


def test_an_award_waits_for_the_application(founding: Founding) -> None:
    founding.decide()
    meeting.announce(round_=founding.round, by=founding.by(0), **BY)
    for which in (0, 1, 2):
        services.decline(award=founding.award(which), by=founding.rows[which].person, **BY)
    someone = founding.rows[7].person  # the third in reserve, who has not applied for the certification
    assert services.accept(award=founding.award(7), by=someone, **BY).state == Status.ACCEPTED
    assert funds.promised(founding.fund) == Decimal(1000)
    people.applicant(someone, region="Oregon", now=LATER)
    assert someone.invoices.get().left == Decimal(150)
    assert founding.award(7).state == Status.PAID
    assert "scholarship_on_invoice" in kinds_to(someone)


def test_every_dollar_goes_back_to_the_fund_when_the_candidacy_comes_to_nothing(founding: Founding) -> None:
    founding.decide()
    meeting.announce(round_=founding.round, by=founding.by(0), **BY)
    services.accept(award=founding.award(0), by=founding.rows[0].person, **BY)
    candidacy = Candidacy.objects.get(person=founding.rows[0].person)
    journey.refuse(candidacy=candidacy, reason="No hours.", by=people.staff(), now=LATER)
    assert founding.award(0).state == Status.TAKEN_OFF
    assert founding.award(5).state == Status.OFFERED  # the first in reserve
    assert money.unsettled(founding.round.organisation) == []
    assert (funds.free(founding.fund), funds.promised(founding.fund)) == (Decimal(0), Decimal(1000))
    assert [check.code for check in checks.CHECKS if check.breaches()] == []


@pytest.mark.parametrize(("days", "lapses"), [(14, False), (15, True)])
def test_the_last_day_counts_to_its_end(founding: Founding, days: int, lapses: bool) -> None:
    founding.decide()
    meeting.announce(round_=founding.round, by=founding.by(0), **BY)
    then = LATER + timedelta(days=days)
    award, person = founding.award(0), founding.rows[0].person
    if lapses:
        assert code_of(lambda: services.accept(award=award, by=person, now=then)) == "too_late"
        assert services.lapse_what_is_due(then) == 5
        assert founding.award(0).state == Status.LAPSED
        assert [founding.award(which).state for which in (5, 6, 7)] == [Status.OFFERED] * 3
        assert code_of(lambda: services.accept(award=award, by=person, now=then)) == "move_not_allowed"
    else:
        assert services.lapse_what_is_due(then) == 0
        assert services.accept(award=award, by=person, now=then).state == Status.PAID


def test_a_round_closes_when_nothing_is_left_to_come(founding: Founding) -> None:
    founding.decide()
    meeting.announce(round_=founding.round, by=founding.by(0), **BY)
    for which in (0, 1, 2, 3, 4, 5, 6, 7):
        services.decline(award=founding.award(which), by=founding.rows[which].person, **BY)
    founding.round.refresh_from_db()
    assert founding.round.state == Round.Status.ANNOUNCED  # five places nobody waits for
    while place := late.open_place(founding.round):
        late.keep(place=place, why="For next year", by=founding.by(0), now=NOW)
    founding.round.refresh_from_db()
    assert founding.round.state == Round.Status.CLOSED
    assert funds.free(founding.fund) == 1000
    assert paying.open_invoice_of(founding.rows[0].person) is not None
