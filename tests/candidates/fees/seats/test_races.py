"""Two people on one seat at the same moment. The test has its control: without the lock it goes wrong."""

from typing import Any

import pytest

from candidates.fees.seats import redeeming
from candidates.fees.seats.models import Seat
from candidates.journey.models import Candidacy
from lsscert.refused import Refused
from tests import people
from tests.candidates.fees.seats import sponsors
from tests.people import NOW
from tests.together import Meeting, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("real_standard")]


def both_use_one_seat(monkeypatch: pytest.MonkeyPatch) -> tuple[list[Any], int]:
    """The first has looked at the seat and is held there while the second tries. Returns how many are settled."""
    seat = sponsors.seat_of(sponsors.order(1))
    code = seat.code
    first, second = people.applicant(), people.applicant()
    meeting = Meeting()
    look = redeeming._require_usable

    def look_slowly(*args: Any) -> None:
        look(*args)
        if not meeting.first_is_there.is_set():
            meeting.first_waits()

    monkeypatch.setattr(redeeming, "_require_usable", look_slowly)

    def use(candidacy: Candidacy) -> Seat:
        return redeeming.redeem(typed=code, shares_progress=False, by=candidacy.person, now=NOW)

    def second_uses() -> Seat:
        meeting.first_is_there.wait()
        try:
            return use(second)
        finally:
            meeting.second_goes()

    outcomes = together(lambda: use(first), second_uses)
    return outcomes, Candidacy.objects.exclude(settled_on=None).count()


def test_exactly_one_of_two_gets_the_seat(monkeypatch: pytest.MonkeyPatch):
    outcomes, settled = both_use_one_seat(monkeypatch)
    refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert [no.code for no in refused] == ["seat_used"]
    assert settled == 1


def test_control_without_the_seats_lock_both_are_settled_by_one_seat(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Seat, "lock", lambda self: Seat.objects.get(pk=self.pk))
    outcomes, settled = both_use_one_seat(monkeypatch)
    assert not any(isinstance(outcome, Refused) for outcome in outcomes)
    assert settled == 2
