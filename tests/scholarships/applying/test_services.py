"""Handing in: judged where it is handed in, by whoever may, once."""

from datetime import date, timedelta

import pytest

from lsscert.accounts.models import Membership
from lsscert.refused import Refused
from scholarships.applying import services, stating
from scholarships.applying.models import ScholarshipApplication
from scholarships.funds.models import OnRoll
from scholarships.rounds.models import Round
from tests import people
from tests.scholarships import making
from tests.scholarships.applying.filling import said
from tests.scholarships.making import NOW, Role

pytestmark = pytest.mark.django_db
MEMBER = [{"rule": "member"}]


def hand_in(round_: Round, someone: people.Person | None = None, **facts: object) -> ScholarshipApplication:
    someone = someone or people.person()
    row = services.begin(round_=round_, person=someone, now=NOW)
    return services.hand_in(application=row, said=said(**facts), by=someone, now=NOW)


def refused(act: object, *args: object, **facts: object) -> str:
    with pytest.raises(Refused) as no:
        act(*args, **facts)  # type: ignore[operator]
    return no.value.code


def test_the_service_judges_what_is_handed_in() -> None:
    round_ = making.round_(rules=[{"rule": "education"}])
    assert hand_in(round_).state == "handed_in"
    short = hand_in(round_, education="none")
    assert (short.state, short.verdict[0]["met"]) == ("to_check", False)


def test_more_than_the_round_gives_is_refused_not_cut() -> None:
    assert refused(hand_in, making.round_(), asked=making.Decimal("200.01")) == "asked_beyond"


def test_who_judges_a_round_cannot_begin_in_it_from_inside_or_outside() -> None:
    round_ = making.round_()
    outside = making.member(Role.OUTSIDE)
    making.judge(round_, outside, outside=True)
    for judge in (outside, making.member(Role.COMMITTEE)):
        assert refused(services.begin, round_=round_, person=judge, now=NOW) == "judges_it"
    other = making.round_(draws_on=making.fund(of=making.organisation("Others")))
    assert services.begin(round_=other, person=outside, now=NOW).pk


def test_who_joined_the_committee_since_cannot_hand_in() -> None:
    round_, someone = making.round_(), people.person()
    row = services.begin(round_=round_, person=someone, now=NOW)
    Membership.objects.create(person=someone, organisation=round_.organisation, role=Role.COMMITTEE)
    assert refused(services.hand_in, application=row, said=said(), by=someone, now=NOW) == "judges_it"


def test_the_list_of_members_answers_nobody_before_they_hand_in() -> None:
    round_ = making.round_(rules=MEMBER)
    OnRoll.objects.create(organisation=round_.organisation, number="SSD-7")
    someone = people.person()
    tried = [
        [
            (each.met, str(each.sentence))
            for each in stating.verdicts(round_, someone, said(member_number=number), NOW.date())
        ]
        for number in ("SSD-7", "SSD-8")
    ]
    assert tried[0] == tried[1] == [(None, "Your member number is looked up when you hand it in.")]
    assert hand_in(round_, member_number="ssd-7").state == "handed_in"
    assert hand_in(round_, member_number="SSD-8").verdict[0]["met"] is False


def test_a_number_another_one_carries_is_looked_at_unless_that_one_withdrew() -> None:
    round_ = making.round_(rules=MEMBER)
    OnRoll.objects.create(organisation=round_.organisation, number="SSD-7")
    first = hand_in(round_, member_number="SSD-7")
    second = hand_in(round_, member_number="ssd-7")
    assert (first.state, second.state) == ("handed_in", "to_check")
    assert second.verdict[0]["sentence"] == "Application 1 carries the same member number."
    for row in (first, second):
        services.withdraw(application=row, by=row.person, now=NOW)
    assert hand_in(round_, member_number="SSD-7").state == "handed_in"


def test_taken_back_and_handed_in_again_it_keeps_its_number_and_first_day_and_is_checked_anew() -> None:
    row = hand_in(making.round_())
    row.checked_by, row.checked_at = people.person(), NOW
    row.save()
    services.take_back(application=row, by=row.person, now=NOW)
    later = NOW + timedelta(days=2)
    row = services.hand_in(application=row, said=said(), by=row.person, now=later)
    assert (row.number, row.first_handed_in_at, row.handed_in_at) == (1, NOW, later)
    assert row.checked_at is None


def test_a_round_takes_applications_to_the_end_of_its_last_day() -> None:
    round_ = making.round_(closes_on=date(2026, 3, 2))
    row = services.begin(round_=round_, person=people.person(), now=NOW)
    last_minute = NOW.replace(day=3, hour=5, minute=59)  # 23:59 in Chicago
    over = last_minute + timedelta(minutes=1)
    assert refused(services.hand_in, application=row, said=said(), by=row.person, now=over) == "round_closed"
    assert services.hand_in(application=row, said=said(), by=row.person, now=last_minute).number == 1
