"""Stop and report: out of sight at once, the clocks stand still, and they go on by as many days."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candidates.portfolios.deciding import nightly, services
from candidates.portfolios.models import Evidence, EvidenceUse, Portfolio, Report, Review
from candidates.portfolios.reviewing import reporting, standing
from candidates.portfolios.reviewing import services as reviewing
from lsscert.files import services as files
from lsscert.letters.models import Letter
from lsscert.refused import Refused
from tests import people
from tests.candidates.coursework.made import picture
from tests.candidates.portfolios import making, walking
from tests.candidates.portfolios.walking import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
DAY = timedelta(days=1)
OWN_NAME = "Maria Delgado résumé.png"


@pytest.fixture
def walk():
    """Opened by two, with a picture as evidence 2 of the first competency."""
    portfolio = making.filled()
    with files.together():
        upload = SimpleUploadedFile(OWN_NAME, picture())
        received = files.receive(upload=upload, max_megabytes=5)
        stored = files.store(received=received, by=portfolio.candidacy.person, now=NOW)
    piece = Evidence.objects.create(
        portfolio=portfolio, number=2, file=stored, caption="A poster", added_at=NOW
    )
    EvidenceUse.objects.create(
        evidence=piece, response=portfolio.responses.first(), weight="primary", place=1
    )
    making.freeze(portfolio)
    Portfolio.objects.filter(pk=portfolio.pk).update(state="submitted", submitted_at=NOW)
    portfolio.refresh_from_db()
    return *walking.begun(portfolio), piece


def report(review, piece, *, now=NOW):
    return reporting.report(
        review=review,
        evidence=piece,
        about="patron",
        words="Page 1, a borrower.",
        by=review.reviewer,
        now=now,
    )


def file_of(review, piece):
    return reverse("review_file", args=[review.ref, piece.ref])


def test_a_file_goes_by_a_neutral_name_to_its_reviewers_alone(walk):
    _portfolio, one, two, piece = walk
    answer = people.signed_in(one.reviewer).get(file_of(one, piece))
    assert answer["Content-Disposition"] == 'attachment; filename="evidence-2.png"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    shown = people.signed_in(one.reviewer).get(file_of(one, piece) + "?show=1")
    assert shown["Content-Disposition"] == 'inline; filename="evidence-2.png"'
    for stranger, review in [(two.reviewer, one), (making.reviewer().person, one), (people.person(), two)]:
        assert people.signed_in(stranger).get(file_of(review, piece)).status_code == 404


def test_a_review_that_ended_opens_no_file_any_more(walk):
    _portfolio, one, two, piece = walk
    reviewing.step_aside(review=one, words="", by=one.reviewer, now=NOW)
    assert people.signed_in(one.reviewer).get(file_of(one, piece)).status_code == 404
    walking.hand_in(two)
    assert people.signed_in(two.reviewer).get(file_of(two, piece)).status_code == 200


def test_a_file_of_another_portfolio_is_not_found(walk):
    _portfolio, one, _two, _piece = walk
    other = making.filled(code="COM").evidence.get()
    assert people.signed_in(one.reviewer).get(file_of(one, other)).status_code == 404


def test_reported_it_is_out_of_sight_for_every_reviewer(walk):
    portfolio, one, two, piece = walk
    client = people.signed_in(one.reviewer)
    where = reverse("review_report", args=[one.ref, piece.ref])
    assert client.post(where, {"about": "patron", "words": " "}).status_code == 422
    client.post(where, {"about": "patron", "words": "Page 1, a borrower."})
    for review in (one, two):
        reader = people.signed_in(review.reviewer)
        refused = reader.get(file_of(review, piece))
        assert refused.status_code == 403
        assert "The office looks at this file" in refused.content.decode()
        page = reader.get(reverse("review_competency", args=[review.ref, 1])).content.decode()
        assert "The office looks at this piece of evidence" in page
        assert file_of(review, piece) not in page
    portfolio.refresh_from_db()
    assert portfolio.held_since
    office = people.signed_in(people.staff())
    assert (
        office.get(reverse("desk_portfolio_report_file", args=[Report.objects.get().ref])).status_code == 200
    )


def test_a_second_report_of_the_same_is_refused(walk):
    _portfolio, one, two, piece = walk
    report(one, piece)
    with pytest.raises(Refused) as no:
        report(two, piece)
    assert no.value.code == "reported_already"


def test_while_the_clocks_stand_still_one_rates_but_does_not_hand_in(walk):
    portfolio, one, two, piece = walk
    report(two, piece)
    making.rate(one, walking.ALL_MET)
    one.refresh_from_db()
    with pytest.raises(Refused) as no:
        reviewing.hand_in(review=one, seen=standing.of(one).version, by=one.reviewer, now=NOW)
    assert no.value.code == "clocks_stand_still"
    assert not Review.objects.overdue(people.TODAY + 90 * DAY).filter(portfolio=portfolio).exists()


def test_cleared_the_clocks_go_on_by_the_days_they_stood(walk):
    portfolio, one, _two, piece = walk
    due = one.due_on
    row = report(one, piece)
    reporting.dismiss(report=row, by=people.staff(), now=NOW + 5 * DAY)
    portfolio.refresh_from_db()
    one.refresh_from_db()
    assert (portfolio.held_since, one.due_on) == (None, due + 5 * DAY)
    assert people.signed_in(one.reviewer).get(file_of(one, piece)).status_code == 200
    assert not portfolio.candidacy.facts.filter(code="portfolio_file_cleared").exists(), (
        "nobody had heard of it"
    )


def test_two_reports_hold_until_both_are_closed(walk):
    portfolio, one, two, piece = walk
    link = portfolio.evidence.get(number=1)
    first, second = report(one, piece), report(two, link, now=NOW + DAY)
    reporting.dismiss(report=first, by=people.staff(), now=NOW + 2 * DAY)
    portfolio.refresh_from_db()
    assert portfolio.held_since == NOW
    reporting.dismiss(report=second, by=people.staff(), now=NOW + 4 * DAY)
    one.refresh_from_db()
    assert one.due_on == people.TODAY + 34 * DAY


def test_asked_for_another_the_candidate_reads_which_and_why(walk):
    portfolio, one, _two, piece = walk
    row = report(one, piece)
    office = people.signed_in(people.staff())
    where = reverse("desk_portfolio_report", args=[row.ref])
    assert office.post(where, {"decision": "ask", "words": ""}).status_code == 422
    office.post(where, {"decision": "ask", "words": "Please cover the name."})
    row.refresh_from_db()
    assert row.state == "asked"
    letter = Letter.objects.get(kind="portfolio_file_asked")
    assert letter.person == portfolio.candidacy.person
    assert "evidence 2" in letter.body
    assert "Please cover the name." in letter.body
    assert "a borrower" not in letter.body, "the reviewer's words are the office's"
    assert one.reviewer.name not in letter.body
    reporting.dismiss(report=row, by=people.staff(), now=NOW)
    letter.refresh_from_db()
    assert letter.state == "withdrawn"
    with pytest.raises(Refused):
        reporting.dismiss(report=row, by=people.staff(), now=NOW)


def test_a_decision_is_not_told_while_a_file_is_reported():
    decision = walking.decided()
    Portfolio.objects.filter(pk=decision.portfolio_id).update(held_since=NOW)
    with pytest.raises(Refused) as no:
        services.release(decision=decision, by=people.staff(), now=NOW)
    assert no.value.code == "clocks_stand_still"
    assert nightly.release_what_is_due(NOW + 30 * DAY) == 0
