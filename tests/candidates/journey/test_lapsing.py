"""What ends by itself, by the day."""

from datetime import UTC, datetime, timedelta

import pytest

from candidates.journey.lapsing import lapse_what_is_due
from candidates.journey.models import Candidacy
from lsscert.letters.models import Letter
from tests import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
# Accepted on 2 March 2026 in Chicago; 60 days later is 1 May.
LAST_DAY_TO_SETTLE = datetime(2026, 5, 1, 23, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "lapsed"),
    [
        (LAST_DAY_TO_SETTLE, 0),
        (datetime(2026, 5, 2, 4, 59, tzinfo=UTC), 0),  # 23:59 on 1 May in Chicago
        (datetime(2026, 5, 2, 5, 0, tzinfo=UTC), 1),  # midnight there
    ],
)
def test_an_unsettled_place_lapses_after_its_last_day(moment: datetime, lapsed: int):
    candidacy = people.accepted()
    assert lapse_what_is_due(moment) == lapsed
    candidacy.refresh_from_db()
    assert candidacy.state == (Candidacy.Status.LAPSED if lapsed else Candidacy.Status.ACCEPTED)
    assert candidacy.enrolment_fee.invoice.state == ("cancelled" if lapsed else "issued")
    assert Letter.objects.filter(kind="place_lapsed").count() == lapsed


@pytest.mark.parametrize(
    ("moment", "lapsed"),
    [
        (datetime(2030, 3, 3, 5, 59, tzinfo=UTC), 0),  # 23:59 on 2 March 2030 in Chicago
        (datetime(2030, 3, 3, 6, 0, tzinfo=UTC), 1),
    ],
)
def test_four_years_end_with_their_last_day(moment: datetime, lapsed: int):
    candidacy = people.active()
    assert lapse_what_is_due(moment) == lapsed
    candidacy.refresh_from_db()
    assert candidacy.state == (Candidacy.Status.LAPSED if lapsed else Candidacy.Status.ACTIVE)
    # What was paid for four years of candidacy is not given back when they are over.
    assert candidacy.enrolment_fee.invoice.state == "issued"


AFTER_FOUR_YEARS = datetime(2030, 3, 4, 6, 0, tzinfo=UTC)


def test_six_sets_done_wait_for_the_asking():
    candidacy = people.active()
    for code in ("FLS", "COM", "TEC", "ACC", "CAT", "REF"):
        people.achieve(candidacy, code)
    assert lapse_what_is_due(AFTER_FOUR_YEARS) == 0


def test_five_sets_do_not():
    candidacy = people.active()
    for code in ("FLS", "COM", "TEC", "ACC", "CAT"):
        people.achieve(candidacy, code)
    assert lapse_what_is_due(AFTER_FOUR_YEARS) == 1


def test_lapsing_twice_writes_once():
    people.accepted()
    moment = LAST_DAY_TO_SETTLE + timedelta(days=30)
    assert [lapse_what_is_due(moment), lapse_what_is_due(moment)] == [1, 0]
    assert Letter.objects.filter(kind="place_lapsed").count() == 1


def test_those_who_wait_for_a_decision_never_lapse():
    people.applicant()
    assert lapse_what_is_due(people.NOW + timedelta(days=400)) == 0
