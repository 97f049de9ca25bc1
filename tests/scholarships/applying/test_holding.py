"""An unsettled place waits for help with the fee, and gets the days back once it is decided."""

from datetime import timedelta

import pytest

from candidates.journey.lapsing import lapse_what_is_due
from scholarships.applying import services
from tests import people
from tests.scholarships import making
from tests.scholarships.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]


@pytest.mark.parametrize(("purpose", "state"), [("fee", "accepted"), ("conference", "lapsed")])
def test_the_days_stand_still_and_go_on_afterwards(purpose: str, state: str) -> None:
    candidacy, round_ = people.accepted(now=NOW), making.round_(purpose=purpose)
    making.application(round_, candidacy.person)
    told = NOW + timedelta(days=70)
    lapse_what_is_due(told)
    candidacy.refresh_from_db()
    assert candidacy.state == state
    if state == "lapsed":
        return
    round_.state, round_.announced_at = "announced", told
    round_.save()
    for days, expected in ((71, "accepted"), (100, "accepted"), (140, "lapsed")):
        lapse_what_is_due(NOW + timedelta(days=days))
        candidacy.refresh_from_db()
        assert candidacy.state == expected, days


def test_withdrawn_it_waits_no_longer_than_that_day() -> None:
    candidacy = people.accepted(now=NOW)
    row = making.application(making.round_(), candidacy.person)
    services.withdraw(application=row, by=row.person, now=NOW + timedelta(days=1))
    lapse_what_is_due(NOW + timedelta(days=70))
    candidacy.refresh_from_db()
    assert candidacy.state == "lapsed"
