"""What was sent before the deadline keeps a candidacy from lapsing; nothing new is taken after it."""

from datetime import UTC, datetime, timedelta

import pytest

from candidates.coursework import services
from candidates.coursework.models import RefusalReason
from candidates.journey import services as journey
from candidates.journey.lapsing import lapse_what_is_due
from lsscert.refused import Refused
from tests import people
from tests.candidates.coursework import made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
# Accepted on 2 March 2026, so the last day is 2 March 2030.
IN_TIME = datetime(2030, 3, 1, 18, 0, tzinfo=UTC)
TOO_LATE = datetime(2030, 3, 4, 18, 0, tzinfo=UTC)


def test_a_report_that_waits_holds_the_lapse_and_counts_when_judged():
    candidacy = people.active()
    completion = made.reported(candidacy, made.course("TEC"), now=IN_TIME)
    assert lapse_what_is_due(TOO_LATE) == 0
    services.verify(completion=completion, by=people.staff(), now=TOO_LATE)
    assert candidacy.achievements.count() == 1
    assert lapse_what_is_due(TOO_LATE) == 1


@pytest.mark.parametrize(("days", "lapsed"), [(29, 0), (31, 1)])
def test_a_refusal_leaves_time_to_mend_it(days: int, lapsed: int):
    candidacy = people.active()
    completion = made.reported(candidacy, made.course("TEC"), now=IN_TIME)
    services.refuse(
        completion=completion, reason=RefusalReason.UNREADABLE, note="", by=people.staff(), now=TOO_LATE
    )
    assert lapse_what_is_due(TOO_LATE + timedelta(days=days)) == lapsed


def test_nothing_new_is_taken_after_the_last_day():
    candidacy = people.active()
    with pytest.raises(Refused) as no:
        made.reported(candidacy, made.course("TEC"), now=TOO_LATE)
    assert no.value.code == "too_late"
    assert not candidacy.completions.exists()


def test_what_was_taken_back_holds_nothing():
    candidacy = people.active()
    completion = made.reported(candidacy, made.course("TEC"), now=IN_TIME)
    services.withdraw_completion(completion=completion, by=candidacy.person, now=IN_TIME)
    assert lapse_what_is_due(TOO_LATE) == 1


@pytest.mark.parametrize(("judged", "code"), [(False, None), (True, "refund_window_over")])
def test_once_anything_was_judged_the_fee_does_not_go_back_by_itself(judged: bool, code: str | None):
    candidacy = people.active()
    completion = made.reported(candidacy, made.course("TEC"), now=people.NOW)
    if judged:
        services.verify(completion=completion, by=people.staff(), now=people.NOW)
    refused = None
    try:
        journey.withdraw_application(candidacy=candidacy, by=candidacy.person, now=people.NOW)
    except Refused as no:
        refused = no.code
    assert refused == code
