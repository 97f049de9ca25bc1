"""From a report to a set that is done: what is allowed, what is refused, and what is written beside it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from candidates.coursework import services
from candidates.coursework.models import Completion, RefusalReason
from candidates.journey import services as journey
from candidates.journey import timeline
from candidates.journey.models import STATUS, Candidacy, SetAchievement
from competencies.courses import hooks
from competencies.courses.models import ApprovalPeriod
from competencies.standard.models import SetEdition
from lsscert.files import keeping
from lsscert.files.models import StoredFile
from lsscert.letters.models import Letter
from lsscert.partial_dates import PartialDate
from lsscert.refused import Refused
from tests import people
from tests.candidates.coursework import made
from tests.candidates.coursework.made import COMPLETED, reported
from tests.people import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
Status = Completion.Status


@pytest.fixture
def candidacy():
    return people.active()


@pytest.fixture
def office():
    return people.staff()


def facts(candidacy: Candidacy) -> list[str]:
    codes = candidacy.facts.order_by("id").values_list("code", flat=True)
    return [code for code in codes if code.startswith(("completion_", "set_"))]


def letters(candidacy: Candidacy) -> list[str]:
    found = Letter.objects.filter(person=candidacy.person).exclude(state="withdrawn").order_by("pk")
    return [kind for kind in found.values_list("kind", flat=True) if kind.startswith(("completion_", "set_"))]


def achieved(candidacy: Candidacy) -> list[tuple[str, str, date]]:
    found = candidacy.achievements.filter(annulled_at=None)
    return [(each.set_edition.set.code, each.source, each.achieved_on) for each in found]


def code_of(act, **how):
    with pytest.raises(Refused) as caught, transaction.atomic():
        act(now=NOW, **how)
    assert str(caught.value.how_to_mend), "a refusal says what would mend it"
    return caught.value.code


# --- reporting


def test_a_report_writes_row_file_fact_and_letter_together(candidacy):
    completion = reported(candidacy, made.course("TEC", title="Technology in Libraries"))
    assert completion.state == Status.REPORTED
    assert keeping.is_intact(completion.proof)
    assert facts(candidacy) == ["completion_reported"]
    assert letters(candidacy) == ["completion_received"]
    assert "“Technology in Libraries”, completed 2 June 2025" in timeline.entries(candidacy)[0].sentence
    body = Letter.objects.get(kind="completion_received").body
    assert "Technology in Libraries" in body
    assert f"/my/courses/{completion.ref}/" in body


def test_when_the_letter_cannot_be_written_neither_row_nor_bytes_stay(candidacy, monkeypatch):
    what = made.course("TEC")
    monkeypatch.setattr("candidates.coursework.steps.letters.write", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        reported(candidacy, what)
    assert not Completion.objects.exists()
    assert not StoredFile.objects.exists()
    assert list(keeping.files_without_rows(now=NOW + timedelta(days=9999))) == []


def test_a_course_is_reported_once_and_by_the_database_too(candidacy):
    first = reported(candidacy, made.course("TEC"))
    assert code_of(reported_again, completion=first) == "already_reported"
    with pytest.raises(IntegrityError), transaction.atomic():
        Completion.objects.create(
            candidacy=candidacy,
            course=first.course,
            completed_on=COMPLETED,
            proof=first.proof,
            reported_at=NOW,
        )


def reported_again(*, completion, now):
    reported(completion.candidacy, completion.course)


def test_what_was_taken_back_can_be_reported_anew(candidacy):
    first = reported(candidacy, made.course("TEC"))
    services.withdraw_completion(completion=first, by=candidacy.person, now=NOW)
    second = reported(candidacy, first.course)
    assert second.pk != first.pk
    assert facts(candidacy) == ["completion_reported", "completion_withdrawn", "completion_reported"]
    assert letters(candidacy) == ["completion_received"], (
        "the letter about the first one is taken back as well"
    )


def test_only_active_candidates_report(office):
    applicant = people.applicant()
    accepted = people.accepted()
    lapsed = people.active()
    STATUS.move(lapsed, Candidacy.Status.LAPSED)
    for candidacy in (applicant, accepted, lapsed):
        with pytest.raises(Refused) as caught:
            reported(candidacy, made.course("TEC"))
        assert caught.value.code == "not_active"
    assert not Completion.objects.exists()


@pytest.mark.parametrize(
    ("sets", "completed_on", "code"),
    [(["TEC"], TODAY + timedelta(days=1), "in_future"), ([], COMPLETED, "covers_nothing")],
)
def test_what_cannot_be_is_not_taken(candidacy, sets, completed_on, code):
    with pytest.raises(Refused) as caught:
        reported(candidacy, made.course(*sets), completed_on=completed_on)
    assert caught.value.code == code


def test_a_course_completed_today_is_taken(candidacy):
    assert reported(candidacy, made.course("TEC"), completed_on=TODAY).completed_on == TODAY


def test_nothing_is_asked_for_a_set_that_is_done(candidacy, office):
    services.verify(completion=reported(candidacy, made.course("TEC")), by=office, now=NOW)
    with pytest.raises(Refused) as caught:
        reported(candidacy, made.course("TEC"))
    assert caught.value.code == "set_done_already"
    assert reported(candidacy, made.course("TEC", "COM")), "it covers a set that is still open"


def test_what_does_not_count_by_the_rule_can_still_be_sent(candidacy):
    assert reported(candidacy, made.course("TEC"), completed_on=date(2019, 1, 1)).state == Status.REPORTED
    assert reported(candidacy, made.course("COM"), passed=False).state == Status.REPORTED


# --- checking


def test_verifying_a_course_that_does_alone_achieves_its_set(candidacy, office):
    completion = reported(candidacy, made.course("TEC", title="Technology in Libraries"))
    completion = services.verify(completion=completion, by=office, now=NOW)
    assert (completion.state, completion.checked_by, completion.checked_at) == (Status.VERIFIED, office, NOW)
    assert achieved(candidacy) == [
        ("TEC", "Technology in Libraries, Infopeople, completed 2 June 2025", date(2025, 6, 2))
    ]
    assert facts(candidacy) == ["completion_reported", "completion_counts", "set_achieved"]
    assert letters(candidacy) == ["completion_received", "set_achieved"], "one letter tells it, not two"


def test_half_of_a_bundle_achieves_nothing_and_says_what_is_missing(candidacy, office):
    one = made.course("COM", title="More Than Words", bundle="two")
    made.course("COM", title="Team Work", bundle="two")
    services.verify(completion=reported(candidacy, one), by=office, now=NOW)
    assert achieved(candidacy) == []
    assert letters(candidacy) == ["completion_received", "completion_counts"]
    assert "Team Work" in Letter.objects.get(kind="completion_counts").body


def test_the_last_of_a_bundle_achieves_the_set_on_the_latest_day(candidacy, office):
    late, early = (
        made.course("COM", title=title, bundle="two") for title in ("More Than Words", "Team Work")
    )
    for what, day in [(late, date(2025, 9, 1)), (early, date(2025, 2, 3))]:
        services.verify(completion=reported(candidacy, what, completed_on=day), by=office, now=NOW)
    source = "Team Work, Infopeople, completed 3 February 2025; More Than Words, Infopeople, completed 1 September 2025"
    assert achieved(candidacy) == [("COM", source, date(2025, 9, 1))]


def test_a_course_of_two_sets_achieves_both_and_leaves_what_was_achieved_before(candidacy, office):
    services.verify(completion=reported(candidacy, made.course("TEC", title="First")), by=office, now=NOW)
    both = reported(candidacy, made.course("TEC", "COM", title="Both"))
    services.verify(completion=both, by=office, now=NOW)
    assert [(code, source.split(",")[0]) for code, source, _day in achieved(candidacy)] == [
        ("TEC", "First"),
        ("COM", "Both"),
    ]


def test_an_edition_the_candidate_is_not_judged_by_is_not_achieved(candidacy, office):
    ours, what = SetEdition.objects.get(set__code="TEC"), made.course("TEC")
    later = SetEdition.objects.create(set=ours.set, edition="2030-01", expected_count=9)
    what.coverages.create(set_edition=later)
    services.verify(completion=reported(candidacy, what), by=office, now=NOW)
    assert list(candidacy.achievements.values_list("set_edition", flat=True)) == [ours.pk]


def test_what_does_not_count_is_verified_only_by_exception_with_a_reason(candidacy, office):
    completion = reported(candidacy, made.course("TEC"), completed_on=date(2019, 1, 1))
    assert code_of(services.verify, completion=completion, by=office) == "does_not_count"
    assert (
        code_of(services.verify, completion=completion, by=office, exception_reason="  ") == "reason_needed"
    )
    too_long = "because " * 60
    assert code_of(services.verify, completion=completion, by=office, exception_reason=too_long) == "too_long"
    completion.refresh_from_db()
    assert completion.state == Status.REPORTED
    done = services.verify(completion=completion, by=office, now=NOW, exception_reason="Ill for two years.")
    assert (done.state, done.exception_reason) == (Status.VERIFIED, "Ill for two years.")
    assert "completion_counts_by_exception" in facts(candidacy)
    assert len(achieved(candidacy)) == 1


def test_an_exception_nobody_needed_is_none(candidacy, office):
    done = services.verify(
        completion=reported(candidacy, made.course("TEC")), by=office, now=NOW, exception_reason="To be safe."
    )
    assert done.exception_reason == ""


def test_without_an_approval_date_it_waits(candidacy, office):
    completion = reported(candidacy, made.course("TEC", approved=None))
    done = services.verify(completion=completion, by=office, now=NOW)
    assert (done.state, achieved(candidacy)) == (Status.WAITING, [])
    assert letters(candidacy) == ["completion_received", "completion_waiting"]
    assert code_of(services.verify, completion=done, by=office) == "waits_already"


def test_it_may_be_counted_by_exception_without_waiting_for_the_date(candidacy, office):
    completion = reported(candidacy, made.course("TEC", approved=None))
    done = services.verify(
        completion=completion, by=office, now=NOW, exception_reason="The provider confirmed it."
    )
    assert (done.state, len(achieved(candidacy))) == (Status.VERIFIED, 1)


def test_it_waits_only_while_the_date_is_unknown(candidacy, office):
    completion = reported(candidacy, made.course("TEC"))
    assert code_of(services.wait_for_approval_date, completion=completion, by=office) == "date_on_record"


def approve(course, begins, by):
    ApprovalPeriod.objects.create(course=course, begins=PartialDate.parse(begins))
    hooks.APPROVALS_CHANGED(course=course, by=by, now=NOW)


def test_when_the_date_is_entered_what_waited_comes_back_to_be_checked(candidacy, office):
    what, other = made.course("TEC", approved=None), made.course("COM", approved=None)
    waiting = [
        services.verify(completion=reported(each, what), by=office, now=NOW)
        for each in (candidacy, people.active())
    ]
    elsewhere = services.verify(completion=reported(candidacy, other), by=office, now=NOW)
    what.approvals.all()  # a cached list must not be believed
    approve(what, "2024-03-01", office)
    for each in [*waiting, elsewhere]:
        each.refresh_from_db()
    assert [each.state for each in waiting] == [Status.REPORTED] * 2
    assert elsewhere.state == Status.WAITING
    assert "completion_to_check_again" in facts(candidacy)
    assert services.verify(completion=waiting[0], by=office, now=NOW).state == Status.VERIFIED


def test_when_the_entry_does_not_help_it_goes_on_waiting(candidacy, office):
    what = made.course("TEC", approved=None)
    completion = services.verify(completion=reported(candidacy, what), by=office, now=NOW)
    ApprovalPeriod.objects.create(course=what, ends=PartialDate.parse("2027-01"))
    hooks.APPROVALS_CHANGED(course=what, by=office, now=NOW)
    completion.refresh_from_db()
    assert completion.state == Status.WAITING


def test_a_refusal_says_why_and_what_would_mend_it(candidacy, office):
    completion = reported(candidacy, made.course("TEC"))
    done = services.refuse(
        completion=completion,
        reason=RefusalReason.NO_NAME,
        note="Only initials are on it.",
        by=office,
        now=NOW,
    )
    assert (done.state, done.refusal) == (Status.REFUSED, RefusalReason.NO_NAME)
    letter = Letter.objects.get(kind="completion_refused")
    for words in ["Your name is not on the proof.", "Only initials are on it.", "with your name on it"]:
        assert words in letter.body
    assert f"/my/courses/{completion.ref}/" in letter.body


def test_what_was_refused_is_sent_again_and_the_first_proof_is_kept(candidacy, office):
    completion = reported(candidacy, made.course("TEC"))
    first = completion.proof
    completion = services.refuse(completion=completion, reason=RefusalReason.NO_DATE, by=office, now=NOW)
    again = services.send_again(
        completion=completion,
        completed_on=date(2025, 6, 3),
        passed=True,
        proof=made.proof("better.png"),
        by=candidacy.person,
        now=NOW + timedelta(hours=1),
    )
    assert (again.state, again.refusal, again.checked_by) == (Status.REPORTED, "", None)
    assert (again.completed_on, again.proof.name) == (date(2025, 6, 3), "better.png")
    kept = again.earlier_proofs.get()
    assert (kept.proof, kept.completed_on, kept.refusal) == (first, COMPLETED, RefusalReason.NO_DATE)
    assert letters(candidacy) == ["completion_received", "completion_refused", "completion_received"]
    refused_twice = services.refuse(completion=again, reason=RefusalReason.UNREADABLE, by=office, now=NOW)
    assert refused_twice.state == Status.REFUSED
    assert letters(candidacy)[-1] == "completion_refused", "the second refusal is told as well"


@pytest.mark.parametrize("state", [Status.REPORTED, Status.WAITING, Status.VERIFIED, Status.WITHDRAWN])
def test_only_what_was_refused_is_sent_again(candidacy, office, state):
    completion = in_state(candidacy, office, state)
    again = {"completed_on": COMPLETED, "passed": True, "proof": made.proof(), "by": candidacy.person}
    assert code_of(services.send_again, completion=completion, **again) == "nothing_asked"
    assert StoredFile.objects.count() == 1


def in_state(candidacy, office, state):
    completion = reported(
        candidacy, made.course("TEC", approved=None if state == Status.WAITING else "2024-03-01/")
    )
    if state in {Status.WAITING, Status.VERIFIED}:
        return services.verify(completion=completion, by=office, now=NOW)
    if state == Status.REFUSED:
        return services.refuse(completion=completion, reason=RefusalReason.NO_NAME, by=office, now=NOW)
    if state == Status.WITHDRAWN:
        return services.withdraw_completion(completion=completion, by=candidacy.person, now=NOW)
    return completion


DECISIONS = {
    "verify": lambda completion, by: services.verify(completion=completion, by=by, now=NOW),
    "wait": lambda completion, by: services.wait_for_approval_date(completion=completion, by=by, now=NOW),
    "refuse": lambda completion, by: services.refuse(
        completion=completion, reason=RefusalReason.NO_NAME, by=by, now=NOW
    ),
}


@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize("state", [Status.VERIFIED, Status.REFUSED, Status.WITHDRAWN])
def test_a_second_decision_is_told_of_the_first(candidacy, office, state, decision):
    completion = in_state(candidacy, office, state)
    before = (Letter.objects.count(), candidacy.facts.count())
    with pytest.raises(Refused) as caught:
        DECISIONS[decision](completion, people.staff("Second Pair of Eyes"))
    assert caught.value.code == "already_checked"
    if state != Status.WITHDRAWN:
        assert "Grace Office" in str(caught.value)
    assert (Letter.objects.count(), candidacy.facts.count()) == before


def test_a_decision_about_a_page_that_has_changed_is_not_taken(candidacy, office):
    completion = in_state(candidacy, office, Status.REFUSED)
    seen = completion.version
    services.send_again(
        completion=completion,
        completed_on=COMPLETED,
        passed=True,
        proof=made.proof(),
        by=candidacy.person,
        now=NOW,
    )
    assert code_of(services.verify, completion=completion, by=office, seen=seen) == "changed_meanwhile"
    completion.refresh_from_db()
    assert services.verify(completion=completion, by=office, now=NOW, seen=completion.version)


@pytest.mark.parametrize("decision", DECISIONS)
def test_nothing_is_decided_for_a_candidacy_that_has_ended(candidacy, office, decision):
    completion = reported(candidacy, made.course("TEC", approved=None))
    STATUS.move(candidacy, Candidacy.Status.LAPSED)
    with pytest.raises(Refused) as caught:
        DECISIONS[decision](completion, office)
    assert caught.value.code == "not_active"


def test_what_counts_cannot_be_taken_back(candidacy, office):
    completion = in_state(candidacy, office, Status.VERIFIED)
    assert (
        code_of(services.withdraw_completion, completion=completion, by=candidacy.person) == "counts_already"
    )


# --- undoing


def test_undoing_takes_the_set_that_rested_on_it(candidacy, office):
    completion = in_state(candidacy, office, Status.VERIFIED)
    back = services.undo_verification(
        completion=completion, why="It was somebody else’s proof.", by=office, now=NOW
    )
    assert (back.state, back.checked_by, achieved(candidacy)) == (Status.REPORTED, None, [])
    annulled = SetAchievement.objects.get()
    assert annulled.annulled_why == "It was somebody else’s proof."
    letter = Letter.objects.get(kind="completion_reopened")
    assert "Technology no longer stands as achieved" in letter.body
    assert "It was somebody else’s proof." in letter.body
    services.verify(completion=back, by=office, now=NOW)
    assert len(achieved(candidacy)) == 1, "it can be counted again"


def test_undoing_one_half_of_a_bundle_takes_the_set_and_leaves_the_other_half(candidacy, office):
    courses = [made.course("COM", bundle="two") for _ in range(2)]
    one, other = (
        services.verify(completion=reported(candidacy, what), by=office, now=NOW) for what in courses
    )
    assert len(achieved(candidacy)) == 1
    services.undo_verification(completion=one, why="Wrong person.", by=office, now=NOW)
    other.refresh_from_db()
    assert (achieved(candidacy), other.state) == ([], Status.VERIFIED)


def test_a_set_that_another_course_achieves_as_well_stands_on_that_one(candidacy, office):
    late, early = made.course("TEC", title="Late"), made.course("TEC", title="Early")
    # Both are sent before either is checked.
    sent = [
        reported(candidacy, late, completed_on=date(2025, 9, 1)),
        reported(candidacy, early, completed_on=date(2025, 2, 3)),
    ]
    for completion in sent:
        services.verify(completion=completion, by=office, now=NOW)
    assert [source.split(",")[0] for _code, source, _day in achieved(candidacy)] == ["Late"]
    sent[0].refresh_from_db()
    services.undo_verification(completion=sent[0], why="Wrong person.", by=office, now=NOW)
    assert [(source.split(",")[0], day) for _code, source, day in achieved(candidacy)] == [
        ("Early", date(2025, 2, 3))
    ]


def test_undoing_the_one_it_does_not_rest_on_changes_nothing(candidacy, office):
    sent = [
        reported(candidacy, made.course("TEC", title=title), completed_on=day)
        for title, day in [("Early", date(2025, 2, 3)), ("Late", date(2025, 9, 1))]
    ]
    done = [services.verify(completion=completion, by=office, now=NOW) for completion in sent]
    services.undo_verification(completion=done[1], why="Wrong person.", by=office, now=NOW)
    assert [source.split(",")[0] for _code, source, _day in achieved(candidacy)] == ["Early"]
    assert SetAchievement.objects.count() == 1


def test_an_achievement_by_another_route_is_left_alone(candidacy, office):
    completion = in_state(candidacy, office, Status.REPORTED)
    journey.record_achievement(
        candidacy=candidacy,
        set_edition=SetEdition.objects.get(set__code="TEC"),
        route=SetAchievement.Route.PORTFOLIO,
        achieved_on=TODAY,
        source="A portfolio",
        by=office,
        now=NOW,
    )
    done = services.verify(completion=completion, by=office, now=NOW)
    services.undo_verification(completion=done, why="Wrong person.", by=office, now=NOW)
    assert [source for _code, source, _day in achieved(candidacy)] == ["A portfolio"]


def test_undoing_needs_a_reason_and_something_to_undo(candidacy, office):
    completion = in_state(candidacy, office, Status.VERIFIED)
    assert code_of(services.undo_verification, completion=completion, why=" ", by=office) == "reason_needed"
    assert code_of(services.undo_refusal, completion=completion, why="?", by=office) == "already_checked"


def test_a_refusal_by_mistake_can_be_undone(candidacy, office):
    completion = in_state(candidacy, office, Status.REFUSED)
    back = services.undo_refusal(completion=completion, why="The name is on the back.", by=office, now=NOW)
    assert (back.state, back.refusal, back.note) == (Status.REPORTED, "", "")
    assert letters(candidacy) == ["completion_received", "completion_reopened"], (
        "the refusal had not been sent yet"
    )


def test_once_certified_nothing_is_undone(candidacy, office):
    completion = in_state(candidacy, office, Status.VERIFIED)
    STATUS.move(candidacy, Candidacy.Status.CERTIFIED)
    assert code_of(services.undo_verification, completion=completion, why="?", by=office) == "not_active"


def test_every_fact_and_letter_of_this_room_can_be_read(candidacy, office):
    completion = in_state(candidacy, office, Status.REFUSED)
    completion = services.send_again(
        completion=completion,
        completed_on=COMPLETED,
        passed=True,
        proof=made.proof(),
        by=candidacy.person,
        now=NOW,
    )
    completion = services.verify(completion=completion, by=office, now=NOW)
    services.undo_verification(completion=completion, why="100 % wrong", by=office, now=NOW)
    said = [entry.sentence for entry in timeline.entries(candidacy)]
    assert any("100 % wrong" in sentence for sentence in said)
    assert not any("%(" in sentence or "{" in sentence for sentence in said)
    for letter in Letter.objects.all():
        assert letter.subject
        assert "{" not in letter.body
