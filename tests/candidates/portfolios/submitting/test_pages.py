"""Checking, handing in, keeping what was handed in, and replacing a file that was reported."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candidates.portfolios.evidence import services as evidence
from candidates.portfolios.models import Portfolio, Report
from candidates.portfolios.submitting import services
from lsscert.letters.models import Letter
from tests import people
from tests.candidates.portfolios import making
from tests.lsscert.files import hostile
from tests.lsscert.files.office import office
from tests.people import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]


@pytest.fixture(autouse=True)
def today(settings):
    settings.FAKE_NOW = NOW


def at(name: str, portfolio: Portfolio, *more) -> str:
    return reverse(name, args=[portfolio.set_edition.set.slug, *more])


def test_every_gap_leads_to_where_it_is_mended():
    portfolio = making.draft()
    page = (
        people.signed_in(portfolio.candidacy.person).get(at("my_portfolio_check", portfolio)).content.decode()
    )
    assert "28 things are missing" in page  # three for each of nine competencies, and the statement
    assert f'href="{at("my_portfolio_competency", portfolio, 9)}"' in page
    assert f'href="{at("my_portfolio_statement", portfolio)}"' in page
    assert "Hand it in" not in page


def test_own_names_are_shown_wherever_they_stand():
    person = people.person("Zoë Quillfeather", "zoe.quill@people.test")
    portfolio = making.filled(making.draft(people.active(person)))
    response = portfolio.responses.get(competency__number=3)
    response.text = "As Zoe at the Cedar Valley Library I wrote to zoe.quill@people.test."
    response.save()
    document = SimpleUploadedFile("essay.docx", office(text="by Quillfeather"))
    said = {"weight": "primary", "caption": "Zoë's essay", "by": person, "now": NOW}
    evidence.add_file(response=response, upload=document, **said)
    page = people.signed_in(person).get(at("my_portfolio_check", portfolio)).content.decode()
    for place in (
        "competency 3, response:</strong> <bdi>…As <mark>Zoe</mark>",
        "<mark>Cedar Valley Library</mark>",
        "<mark>zoe.quill@people.test</mark>",
        "evidence 2, caption:</strong> <bdi>…<mark>Zoë</mark>",
        "by <mark>Quillfeather</mark>",
    ):
        assert place in page
    assert "Hand it in" in page, "it is shown, not forbidden"


def test_it_is_handed_in_once_declared_and_can_be_kept():
    portfolio = making.filled()
    client, url = people.signed_in(portfolio.candidacy.person), at("my_portfolio_check", portfolio)
    answer = client.post(url, {"seen": "0", "own": "1"})
    assert "Both declarations are needed" in answer.content.decode()
    assert 'name="own" value="1" checked' in answer.content.decode()
    assert client.post(url, {"seen": "0", "own": "1", "private": "1"})["Location"] == at(
        "my_portfolio_submission", portfolio
    )
    client.post(url, {"seen": "0", "own": "1", "private": "1"})
    version = portfolio.submissions.get()
    page = client.get(at("my_portfolio_submission", portfolio)).content.decode()
    assert version.sha256 in page
    kept = client.get(at("my_submission_file", portfolio, 1))
    assert hashlib.sha256(kept.content).hexdigest() == version.sha256
    stranger = people.signed_in(people.person())
    assert stranger.get(at("my_submission_file", portfolio, 1)).status_code == 404
    assert "Take it back" in page
    client.post(at("my_portfolio_take_back", portfolio))
    portfolio.refresh_from_db()
    assert portfolio.state == "draft"


@pytest.mark.parametrize("seen", ["", "x", "999", "-1", "٣"])
def test_a_forged_or_old_page_hands_nothing_in(seen):
    portfolio = making.filled()
    client = people.signed_in(portfolio.candidacy.person)
    answer = client.post(at("my_portfolio_check", portfolio), {"seen": seen, "own": "1", "private": "1"})
    assert answer.status_code == 422
    assert not portfolio.submissions.exists()


def reported(portfolio: Portfolio) -> Report:
    """A reviewer stopped at a file a week after it was assigned, and the office asks for another."""
    review = making.review(portfolio, making.reviewer().person, opened_at=NOW)
    Portfolio.objects.filter(pk=portfolio.pk).update(held_since=NOW, state="in_review")
    piece = portfolio.evidence.exclude(file=None).get()
    return Report.objects.create(
        portfolio=portfolio,
        review=review,
        evidence=piece,
        file=piece.file,
        about="patron",
        words="A card with a name",
        state="asked",
        reported_at=NOW,
        asked_at=NOW,
    )


def test_another_file_makes_a_new_version_and_the_clocks_go_on_by_the_days_they_stood(settings):
    portfolio = making.filled()
    upload = SimpleUploadedFile("card.pdf", hostile.pdf())
    said = {"weight": "primary", "caption": "c", "by": portfolio.candidacy.person, "now": NOW}
    evidence.add_file(response=portfolio.responses.first(), upload=upload, **said)
    services.submit(
        portfolio=portfolio, declared_own=True, declared_private=True, by=portfolio.candidacy.person, now=NOW
    )
    portfolio.refresh_from_db()
    report = reported(portfolio)
    first = portfolio.submissions.get()
    client, url = (
        people.signed_in(portfolio.candidacy.person),
        at("my_portfolio_replace", portfolio, report.ref),
    )
    assert client.get(at("my_evidence_file", portfolio, report.evidence.ref)).status_code == 404
    settings.FAKE_NOW = NOW + timedelta(days=5)
    assert "Choose a file first" in client.post(url, {"private": "1"}).content.decode()
    new = SimpleUploadedFile("card without name.pdf", hostile.pdf(pages=2))
    client.post(url, {"file": new, "private": "1"})
    report.refresh_from_db()
    portfolio.refresh_from_db()
    assert (report.state, portfolio.held_since) == ("replaced", None)
    second = portfolio.submissions.get(number=2)
    assert (second.why, second.round, first.sha256 != second.sha256) == ("replaced", 1, True)
    assert report.review.portfolio.reviews.get().due_on == TODAY + timedelta(days=35)
    letter = Letter.objects.get(kind="review_goes_on")
    assert portfolio.alias in letter.body
    assert portfolio.candidacy.person.called not in letter.body
    assert client.post(url, {"file": new, "private": "1"}).status_code == 404
