"""What came by post is entered by the office, and the clocks go by the day it came."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candidates.appeals import by_the_calendar, judging
from candidates.appeals.models import Appeal
from candidates.journey import services as journey
from lsscert.letters.models import Letter
from tests import people
from tests.lsscert.files import hostile
from tests.people import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
DAY = timedelta(days=1)


@pytest.fixture
def office():
    return people.staff("Who Enters")


@pytest.fixture
def candidacy():
    applicant = people.applicant(posts=[people.post(hours_per_week=1)])
    refused = journey.refuse(candidacy=applicant, reason="Too few.", by=people.staff("Who Decided"), now=NOW)
    Letter.objects.filter(kind="application_refused").update(sent_at=NOW, state="sent")
    return refused


def test_from_the_notice_to_the_second_body(candidacy, office, settings):
    settings.FAKE_NOW = NOW + 15 * DAY  # the days for notice are over, but it came in time
    desk = people.signed_in(office)
    url = reverse("desk_appeal_by_post", args=[candidacy.ref])
    assert "Application: not eligible" in desk.get(url).content.decode()
    said = {"decision": f"eligibility:{candidacy.ref}", "words": "I object."}
    late = desk.post(url, said | {"came_on": TODAY + 14 * DAY})
    assert (late.status_code, "ended on 15 March 2026" in late.content.decode()) == (422, True)
    early = desk.post(url, said | {"came_on": TODAY + 16 * DAY})
    assert "has not come yet" in early.content.decode()
    forged = desk.post(url, {"decision": "portfolio:abcdefghjk", "came_on": "2026-03-40", "words": "\x00"})
    assert (forged.status_code, Appeal.objects.count()) == (422, 0)
    desk.post(url, said | {"came_on": TODAY + 12 * DAY})
    appeal = Appeal.objects.get()
    assert (appeal.entered_by, appeal.received_on) == (office, TODAY + 3 * DAY)
    nothing = desk.get(reverse("desk_appeal_by_post", args=[people.active().ref]))
    assert "There is no decision" in nothing.content.decode()

    more = reverse("desk_appeal_more_by_post", args=[appeal.ref])
    scan = SimpleUploadedFile("letter.pdf", hostile.pdf())
    desk.post(more, {"came_on": TODAY + 13 * DAY, "words": "One post is missing.", "documents": [scan]})
    appeal.refresh_from_db()
    assert (appeal.state, appeal.due_on) == ("reasoned", TODAY + 43 * DAY)
    assert appeal.documents.get().file.name == "letter.pdf"
    judging.answer(
        appeal=appeal, followed=True, fair=True, words="It stands.", by=people.staff("A"), now=NOW + 15 * DAY
    )
    desk.post(more, {"came_on": TODAY + 15 * DAY})
    appeal.refresh_from_db()
    assert appeal.state == "second"


def test_reminders_go_to_whose_turn_it_is_once(candidacy, office):
    other, decided = people.staff("Other"), candidacy.application.decided_by
    appeal = Appeal.objects.create(
        candidacy=candidacy,
        kind="eligibility",
        ref_of_decision=candidacy.ref,
        title="Application: not eligible",
        received_on=TODAY,
        due_on=TODAY + 10 * DAY,
        notice_at=NOW,
    )

    def told(kind: str) -> set[str]:
        return set(Letter.objects.filter(kind=kind).values_list("address", flat=True))

    assert by_the_calendar.remind(NOW + 2 * DAY) == 0
    assert by_the_calendar.remind(NOW + 3 * DAY) == by_the_calendar.remind(NOW + 4 * DAY) == 1
    assert told("appeal_step") == {candidacy.person.email}
    assert not told("appeal_to_judge")

    Appeal.objects.filter(pk=appeal.pk).update(state="reasoned", reasons_at=NOW)
    by_the_calendar.remind(NOW + 4 * DAY)
    by_the_calendar.remind(NOW + 5 * DAY)
    assert told("appeal_to_judge") == {office.email, other.email}
    assert decided.email not in told("appeal_to_judge")
    assert Letter.objects.filter(kind="appeal_to_judge").count() == 2

    Appeal.objects.filter(pk=appeal.pk).update(state="second", answered_by=office)
    by_the_calendar.remind(NOW + 5 * DAY)
    second = Letter.objects.filter(kind="appeal_to_judge", occasion=f"{appeal.ref}:second")
    assert [each.address for each in second] == [other.email]
    assert by_the_calendar.remind(NOW + 11 * DAY) == 0, "late is late; the desk's list says so"
