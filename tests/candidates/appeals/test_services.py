"""An appeal from notice to its end, who may judge it, and what the calendar does by itself."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from candidates.appeals import by_the_calendar, judging, services, steps
from candidates.appeals.models import Appeal
from candidates.journey import services as journey
from candidates.journey.models import Fact
from lsscert.letters.models import Letter
from lsscert.refused import Refused
from tests import people
from tests.lsscert.files import hostile
from tests.people import NOW, TODAY
from tests.together import Meeting, together

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
DAY = timedelta(days=1)


@pytest.fixture
def refused_by():
    return people.staff("Who Decided")


@pytest.fixture
def candidacy(refused_by):
    applicant = people.applicant(posts=[people.post(hours_per_week=1)])
    refused = journey.refuse(candidacy=applicant, reason="Too few hours.", by=refused_by, now=NOW)
    Letter.objects.filter(kind="application_refused").update(sent_at=NOW, state="sent")
    return refused


def notice(candidacy, **changes) -> Appeal:
    said = {"words": "I do not agree.", "by": candidacy.person, "now": NOW + DAY}
    return services.give_notice(candidacy=candidacy, kind="eligibility", ref=candidacy.ref, **said | changes)


def reasoned(candidacy, **changes) -> Appeal:
    appeal = notice(candidacy)
    said = {"words": "My second post was not counted.", "by": candidacy.person, "now": NOW + 2 * DAY}
    return services.give_reasons(appeal=appeal, **said | changes)


def refusal(act, **said) -> str:
    with pytest.raises(Refused) as no, transaction.atomic():
        act(**said)
    return no.value.code


def test_notice_within_ten_days_of_receipt_which_is_three_after_delivery(candidacy):
    assert refusal(notice, candidacy=candidacy, now=NOW + 14 * DAY) == "notice_too_late"
    appeal = notice(candidacy, now=NOW + 13 * DAY)
    assert (appeal.received_on, appeal.due_on) == (TODAY + 3 * DAY, TODAY + 33 * DAY)
    assert "by the end of 4 April 2026" in Letter.objects.get(kind="appeal_step").body
    assert refusal(notice, candidacy=candidacy) == "appealed_already"
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.create(
            candidacy=candidacy,
            kind="eligibility",
            ref_of_decision=candidacy.ref,
            received_on=TODAY,
            notice_at=NOW,
        )


def test_what_is_decided_well_cannot_be_appealed():
    assert refusal(notice, candidacy=people.accepted()) == "no_decision"


def test_without_reasons_in_time_it_is_forfeited_on_the_day_after(candidacy):
    appeal = notice(candidacy)
    last = NOW + 33 * DAY
    assert by_the_calendar.lapse_what_is_due(last) == 0
    assert by_the_calendar.lapse_what_is_due(last + DAY) == 1
    assert by_the_calendar.lapse_what_is_due(last + DAY) == 0
    appeal.refresh_from_db()
    assert appeal.state == "forfeited"
    assert (
        refusal(services.give_reasons, appeal=appeal, words="late", by=candidacy.person, now=last + DAY)
        == "move_not_allowed"
    )


def test_reasons_bring_documents_and_the_committee_thirty_days(candidacy):
    document = SimpleUploadedFile("payslip.pdf", hostile.pdf())
    appeal = reasoned(candidacy, uploads=[document])
    assert (appeal.state, appeal.due_on) == ("reasoned", TODAY + 32 * DAY)
    assert appeal.documents.get().file.name == "payslip.pdf"
    assert (
        refusal(services.give_reasons, appeal=appeal, words=" ", by=candidacy.person, now=NOW)
        == "reasons_missing"
    )


def answer(appeal, by, **changes) -> Appeal:
    said = {"followed": True, "fair": True, "words": "All was done as published.", "now": NOW + 5 * DAY}
    return judging.answer(appeal=appeal, by=by, **said | changes)


def test_it_is_judged_by_staff_who_took_no_part_and_twice_by_two(candidacy, refused_by):
    appeal, other = reasoned(candidacy), people.staff("Other Staff")
    assert refusal(answer, appeal=appeal, by=refused_by) == "took_part"
    assert refusal(answer, appeal=appeal, by=people.person()) == "took_part"
    assert refusal(answer, appeal=appeal, by=other, seen=99) == "stale"
    assert answer(appeal, other).state == "answered"
    appeal = services.take_further(appeal=appeal, by=candidacy.person, now=NOW + 6 * DAY)
    final = {"appeal": appeal, "stands": True, "words": "We agree.", "now": NOW + 9 * DAY}
    assert refusal(judging.decide, **final, by=other) == "took_part"
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=appeal.pk).update(second_by=other)
    assert judging.decide(**final, by=people.staff("Third Staff")).state == "upheld"
    kinds = set(Fact.objects.filter(code__startswith="appeal").values_list("code", flat=True))
    assert kinds == {"appeal_noticed", "appeal_reasoned", "appeal_answered", "appeal_second", "appeal_upheld"}


@pytest.mark.parametrize(("followed", "fair"), [(True, False), (False, True), (False, False)])
def test_not_followed_or_not_fair_sends_it_back(candidacy, followed, fair):
    appeal = answer(
        reasoned(candidacy), people.staff(), followed=followed, fair=fair, words="A post was missed."
    )
    assert appeal.state == "sent_back"
    assert "A post was missed." in Letter.objects.get(kind="appeal_step", occasion__endswith="sent_back").body


def test_who_does_not_ask_the_second_body_in_ten_days_has_the_decision(candidacy):
    appeal = answer(reasoned(candidacy), people.staff())
    assert by_the_calendar.lapse_what_is_due(NOW + 15 * DAY) == 0
    assert (
        refusal(services.take_further, appeal=appeal, by=candidacy.person, now=NOW + 16 * DAY)
        == "second_too_late"
    )
    assert by_the_calendar.lapse_what_is_due(NOW + 16 * DAY) == 1
    appeal.refresh_from_db()
    assert appeal.state == "upheld"


def test_withdrawn_it_can_be_given_again_in_time(candidacy):
    appeal = services.withdraw(appeal=notice(candidacy), by=candidacy.person, now=NOW + DAY)
    assert appeal.state == "withdrawn"
    assert "you can appeal again" in letter(appeal, "withdrawn")
    assert notice(candidacy).state == "noticed"


def letter(appeal: Appeal, step: str) -> str:
    return Letter.objects.get(kind="appeal_step", occasion=f"{appeal.ref}:{step}").body


def test_the_second_body_is_announced_with_its_day(candidacy):
    appeal = answer(reasoned(candidacy), people.staff())
    appeal = services.take_further(appeal=appeal, by=candidacy.person, now=NOW + 6 * DAY)
    assert "decides by 1 April 2026" not in letter(appeal, "second")
    assert f"decides by {(TODAY + 36 * DAY).day} April 2026" in letter(appeal, "second")


def test_it_is_walked_by_its_pages(candidacy, settings):
    settings.FAKE_NOW = NOW + DAY
    mine, url = people.signed_in(candidacy.person), reverse("my_appeal", args=["eligibility", candidacy.ref])
    assert "Notice by the end of 15 March 2026" in mine.get(url).content.decode()
    mine.post(url, {"act": "notice", "words": "No."})
    assert "Your reasons" in mine.get(url).content.decode()
    answer = mine.post(url, {"act": "reasons", "words": ""})
    assert (answer.status_code, "Write what was not done" in answer.content.decode()) == (422, True)
    mine.post(
        url,
        {
            "act": "reasons",
            "words": "A post\x00 was missed.",
            "documents": [SimpleUploadedFile("a.pdf", hostile.pdf())],
        },
    )
    appeal = Appeal.objects.get()
    stranger = people.signed_in(people.person())
    assert stranger.get(url).status_code == 404
    assert stranger.get(reverse("my_appeal_document", args=[appeal.documents.get().ref])).status_code == 404
    office, desk_url = people.signed_in(people.staff()), reverse("desk_appeal", args=[appeal.ref])
    said = {"followed": "no", "fair": "yes", "words": "Sent back.", "seen": "0"}
    assert "changed since you opened it" in office.post(desk_url, said).content.decode()
    office.post(desk_url, said | {"seen": str(appeal.version)})
    assert "Sent back" in mine.get(url).content.decode()


def two_answer_at_once(monkeypatch: pytest.MonkeyPatch, appeal: Appeal) -> list[Any]:
    one, other = people.staff(), people.staff()
    meeting, look = Meeting(), judging.require_may_judge

    def look_slowly(*args: Any) -> None:
        look(*args)
        if not meeting.first_is_there.is_set():
            meeting.first_waits()

    monkeypatch.setattr(judging, "require_may_judge", look_slowly)

    def second() -> Any:
        meeting.first_is_there.wait()
        try:
            return answer(appeal, other, followed=False)
        finally:
            meeting.second_goes()

    return together(lambda: answer(appeal, one), second)


@pytest.mark.django_db(transaction=True)
def test_two_who_answer_at_once_are_one_answer(candidacy, monkeypatch):
    first, second = two_answer_at_once(monkeypatch, reasoned(candidacy))
    assert isinstance(first, Appeal)
    assert isinstance(second, Refused)
    assert Appeal.objects.get().state == "answered"


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_both_would_be_told(candidacy, monkeypatch):
    appeal = reasoned(candidacy)
    monkeypatch.setattr(
        steps, "locked", lambda appeal: Appeal.objects.select_related("candidacy").get(pk=appeal.pk)
    )
    two_answer_at_once(monkeypatch, appeal)
    told = Letter.objects.filter(kind="appeal_step").values_list("occasion", flat=True)
    assert {each.split(":")[1] for each in told} >= {"answered", "sent_back"}
