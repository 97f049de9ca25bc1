"""The last second to accept, while the night's work lets what was not answered lapse."""

from datetime import timedelta
from typing import Any

import pytest

from lsscert.money import funds
from lsscert.refused import Refused
from scholarships.awarding.models import Award
from scholarships.following import paying, services
from scholarships.rounds.models import Round
from tests.scholarships.following import making
from tests.scholarships.following.making import LAST_SECOND, Status
from tests.together import Meeting, together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch) -> Meeting:
    """Who accepts has looked, and waits there for the lapse to come through."""
    made, left = Meeting(), services.paying.put_on_invoice

    def wait(**said: Any) -> Any:
        made.first_waits()
        return left(**said)

    monkeypatch.setattr(paying, "put_on_invoice", wait)
    return made


def accept_and_lapse(award: Award, meeting: Meeting) -> list[Any]:
    def accept() -> Any:
        row = Award.objects.get(pk=award.pk)
        return services.accept(award=row, by=row.person, now=LAST_SECOND)

    def lapse() -> Any:
        meeting.first_is_there.wait(5)
        try:
            row = Award.objects.get(pk=award.pk)
            return services.lapse(award=row, now=LAST_SECOND + timedelta(seconds=1))
        finally:
            meeting.second_goes()

    return together(accept, lapse)


def test_one_of_accepting_and_lapsing_stands(meeting: Meeting) -> None:
    round_ = making.announced()
    award, next_one = making.offered(round_), making.waiting(round_)
    accepted, lapsed = accept_and_lapse(award, meeting)
    assert (accepted.state, lapsed) == (Status.ACCEPTED, False)
    assert Award.objects.get(pk=next_one.pk).state == Status.RESERVE
    assert (Round.objects.get().awarded, funds.promised(round_.draws_on.get().fund)) == (1, 200)


def test_without_the_lock_both_come_through(meeting: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control: whoever accepts looked at an offer that lapses before they write."""
    round_ = making.announced()
    award, next_one = making.offered(round_), making.waiting(round_)
    waits = meeting.first_waits
    monkeypatch.setattr(services, "_locked", lambda row: Award.objects.get(pk=row.pk))
    monkeypatch.setattr(services, "lapses", lambda by, today: today > by or bool(waits()))
    accepted, lapsed = accept_and_lapse(award, meeting)
    assert (accepted.state, lapsed) == (Status.ACCEPTED, True)
    assert Award.objects.get(pk=award.pk).state == Status.ACCEPTED
    assert Award.objects.get(pk=next_one.pk).state == Status.OFFERED  # two awards, one place


def test_whoever_is_late_is_told_so() -> None:
    award = making.offered(making.announced())
    assert services.lapse_what_is_due(LAST_SECOND) == 0
    assert services.lapse_what_is_due(LAST_SECOND + timedelta(seconds=1)) == 1
    with pytest.raises(Refused) as no:
        services.accept(award=award, by=award.person, now=LAST_SECOND)
    assert no.value.code == "move_not_allowed"
