"""What the organiser reads before the announcement is what people get."""

from decimal import Decimal

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from lsscert.letters.models import Letter
from scholarships.awarding import meeting
from scholarships.awarding.holding import Part, hold
from scholarships.awarding.models import Award
from scholarships.awarding.previewing import letters_of
from scholarships.rounds.models import Round
from tests import people
from tests.scholarships import making
from tests.scholarships.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]
KINDS = {"scholarship_awarded", "scholarship_reserve", "scholarship_not_awarded"}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lsscert.clock.now", lambda: NOW)


@pytest.fixture
def decided() -> Round:
    """One awarded, one in reserve, two who hear that there is nothing."""
    fund = making.fund()
    round_ = making.round_(draws_on=fund, state=Round.Status.DECIDED, decided_at=NOW)
    rows = [making.application(round_, people.person(name)) for name in ("Ada", "Bea", "Cleo", "Dora")]
    hold(application=rows[0], parts=[Part(fund, Decimal(200))], by=None, now=NOW, state=Award.Status.DECIDED)
    Award.objects.create(
        application=rows[1],
        round=round_,
        person=rows[1].person,
        state=Award.Status.RESERVE,
        amount=200,
        reserve=1,
        marked_at=NOW,
    )
    return Round.objects.get(pk=round_.pk)


def told(letter: Letter) -> tuple[str, str, str, str]:
    return letter.kind, letter.address, letter.subject, letter.body


def test_each_kind_is_shown_in_the_very_words_that_are_sent(decided: Round) -> None:
    by = making.member(making.Role.ORGANISER)
    shown = letters_of(decided, by=by, now=NOW)
    assert set(shown) == KINDS
    assert "$200.00" in shown["scholarship_awarded"].subject
    assert "by 16 March 2026" in shown["scholarship_reserve"].body  # when the offer is answered
    meeting.announce(round_=decided, by=by, now=NOW)
    sent = {told(letter) for letter in Letter.objects.filter(kind__in=KINDS)}
    assert len(sent) == 4
    assert {told(letter) for letter in shown.values()} <= sent


def test_looking_announces_nothing(decided: Round) -> None:
    by = making.member(making.Role.ORGANISER)
    before = Letter.objects.count(), ProcrastinateJob.objects.count()
    page = people.signed_in(by).get(reverse("committee_announce", args=[decided.ref])).content.decode()
    assert page.count("if you announce it today") == 3
    assert "You are first in reserve" in page
    assert (Letter.objects.count(), ProcrastinateJob.objects.count()) == before
    decided.refresh_from_db()
    assert (decided.state, decided.announced_at) == (Round.Status.DECIDED, None)
    assert not Award.objects.exclude(offered_at=None).exists()


def test_afterwards_there_is_nothing_to_preview(decided: Round) -> None:
    by = making.member(making.Role.ORGANISER)
    meeting.announce(round_=decided, by=by, now=NOW)
    assert letters_of(decided, by=by, now=NOW) == {}
