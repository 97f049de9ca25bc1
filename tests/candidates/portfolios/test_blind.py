"""Blind both ways: whatever a reviewer reaches says nothing of whose portfolio it is.

A canary stands in every field the programme knows of the candidate, in the names of files and inside them. All
addresses of reviewers are walked, at each stage of a review, and all letters to them are read.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from candidates.portfolios.assigning import services as assigning
from candidates.portfolios.deciding import services as deciding
from candidates.portfolios.evidence import services as evidence
from candidates.portfolios.models import Decision, Evidence, Portfolio, Review
from candidates.portfolios.reviewing import reporting
from candidates.portfolios.reviewing import services as reviewing
from candidates.portfolios.submitting import services as submitting
from lsscert.access import REVIEWER
from lsscert.accounts.models import Person
from lsscert.desk.routes import Route, routes
from lsscert.desk.sample_paths import sample_path
from lsscert.files import previews
from lsscert.files.models import StoredFile
from lsscert.letters.models import Letter
from lsscert.samples import SAMPLES
from tests import people
from tests.candidates.portfolios import making, walking
from tests.lsscert.files import hostile
from tests.lsscert.files.office import office
from tests.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]

NAME, EMAIL, OTHER = "Zyxwanda Quibblesnark", "zyx.mail@quibbleorg.test", "otherzyx@quibbleorg.test"
PLACE, TITLE, MEMBER, REGION = "Marrowzephyr Library", "Gnomonist clerk", "ALA-7733199", "Vermillionia"
FILE_NAME = "Quibblesnark at Marrowzephyr"
CANARIES = [
    word.lower()
    for word in (
        "Zyxwanda",
        "Quibblesnark",
        "zyx.mail",
        "otherzyx",
        "quibbleorg",
        "Marrowzephyr",
        "Gnomonist",
        MEMBER,
    )
] + [REGION.lower(), hostile.SECRET.lower()]
ROUTES = [route for route in routes() if route.pattern.startswith("review/")]


def test_there_are_addresses_of_reviewers_to_walk():
    assert len(ROUTES) > 20
    assert all(route.roles == frozenset({REVIEWER}) for route in ROUTES)


def told(content: bytes) -> list[str]:
    """The canaries in some bytes, whatever they are packed in."""
    return [
        canary for canary in CANARIES if any(canary.encode() in each.lower() for each in unpacked(content))
    ]


def unpacked(content: bytes) -> Iterator[bytes]:
    yield content
    if content.startswith(b"%PDF"):
        yield hostile.everything_in(content)
        with pikepdf.open(io.BytesIO(content)) as pdf:
            yield repr(dict(pdf.docinfo)).encode()
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            yield from (parts.read(name) for name in parts.namelist())


def all_of(answer: HttpResponse) -> bytes:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body + repr(dict(answer.headers)).encode()


@pytest.fixture
def portfolio(settings) -> Portfolio:
    settings.FAKE_NOW = NOW
    person = people.person(NAME, EMAIL)
    EmailAddress.objects.create(user=person.user, email=OTHER)
    posts = [people.post(library=PLACE, title=TITLE)]
    candidacy = people.active(person, posts=posts, ala_member_number=MEMBER, region=REGION)
    found = making.filled(making.draft(candidacy))
    documents = {
        f"{FILE_NAME}.pdf": hostile.armed_pdf(),
        f"{FILE_NAME}.jpg": hostile.photo_with_a_place(),
        f"{FILE_NAME}.docx": office(
            parts={
                "docProps/core.xml": f"<dc:creator>{NAME}</dc:creator>",
                "word/comments.xml": f'<w:comment w:author="{NAME}" w:initials="Quibblesnark"/>',
            }
        ),
    }
    for number, (name, content) in enumerate(documents.items(), 1):
        assert told(content), name
        evidence.add_file(
            response=found.responses.get(competency__number=number),
            upload=SimpleUploadedFile(name, content),
            weight="primary",
            caption="A guide",
            by=person,
            now=NOW,
        )
    submitting.submit(portfolio=found, declared_own=True, declared_private=True, by=person, now=NOW)
    people.pay_invoice(found.fee.invoice)
    for stored in StoredFile.objects.filter(evidence__portfolio=found):
        previews.make(stored_id=stored.pk, now=NOW)
    found.refresh_from_db()
    return found


def path_of(route: Route, reviewer: Person) -> str | None:
    sample = SAMPLES.get(route.name)
    return sample_path(route, reviewer if sample and sample.owner else None)


def leaks(reviewer: Person) -> list[str]:
    """Every answer to this reviewer that names the candidate, and every letter. What the walk does is undone."""
    before = transaction.savepoint_create()
    try:
        return [*_leaking_answers(people.signed_in(reviewer), reviewer), *_leaking_letters(reviewer)]
    finally:
        transaction.savepoint_rollback(before)


def _leaking_answers(client: Client, reviewer: Person) -> Iterator[str]:
    for route in ROUTES:
        path = path_of(route, reviewer)
        for method, answer in answers(client, path) if path else ():
            if words := told(all_of(answer)):
                yield f"{method} {path}: {words}"


def _leaking_letters(reviewer: Person) -> Iterator[str]:
    for letter in Letter.objects.filter(Q(person=reviewer) | Q(address=reviewer.email)):
        if words := told(f"{letter.subject} {letter.body} {letter.attachments}".encode()):
            yield f"letter {letter.kind}: {words}"


def answers(client: Client, path: str) -> Iterator[tuple[str, Any]]:
    yield "GET", client.get(path)
    yield "GET show", client.get(f"{path}?show=1")
    yield "POST junk", client.post(path, {"value": "nonsense", "version": "-1", "why": "", "seen": "x"})
    yield "PUT", client.put(path)
    yield "JSON", client.post(path, {}, headers={"accept": "application/json"})


def files_of(review: Review) -> Iterator[str]:
    for piece in review.portfolio.evidence.exclude(file=None):
        yield reverse("review_file", args=[review.ref, piece.ref])
        for preview in piece.file.previews.all():
            yield reverse("review_page", args=[review.ref, piece.ref, preview.page])


def test_no_page_file_letter_or_error_names_the_candidate_at_any_stage(portfolio: Portfolio):
    first, second = making.reviewer(name="Ana Reader"), making.reviewer(name="Ben Reader")
    assert leaks(first.person) == [], "in the queue"
    assigning.assign(portfolio=portfolio, reviewers=[first.person, second.person], by=people.staff(), now=NOW)
    assert leaks(first.person) == [], "assigned"
    reviews = list(portfolio.reviews.order_by("seat"))
    for review in reviews:
        reviewing.open_review(review, NOW)
    client = people.signed_in(first.person)
    paths = list(files_of(reviews[0]))
    assert len(paths) >= 5, "three files and the pictures of two"
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200
        assert told(all_of(answer)) == [], path
    making.rate(reviews[0], dict.fromkeys(range(1, 10), "met"))
    making.rate(reviews[1], dict.fromkeys(range(1, 10), "met") | {3: "not"})
    assert leaks(first.person) == [], "being rated"
    walking.hand_in(reviews[0], walking.ALL_MET)
    walking.hand_in(reviews[1], walking.ALL_MET | {3: "not"})
    assert leaks(first.person) == [], "handed in"
    deciding.release(decision=Decision.objects.get(), by=people.staff(), now=NOW)
    assert leaks(first.person) == [], "told"
    assert people.signed_in(people.person()).get(paths[0]).status_code == 404


def test_neither_does_what_is_said_of_a_file_that_was_reported(portfolio: Portfolio):
    row = making.reviewer(name="Ana Reader")
    (review,) = assigning.assign(portfolio=portfolio, reviewers=[row.person], by=people.staff(), now=NOW)
    reviewing.open_review(review, NOW)
    review.refresh_from_db()
    piece = Evidence.objects.filter(portfolio=portfolio).exclude(file=None).first()
    reporting.report(review=review, evidence=piece, about="patron", words="A name", by=row.person, now=NOW)
    client = people.signed_in(row.person)
    answer = client.get(reverse("review_file", args=[review.ref, piece.ref]))
    assert answer.status_code == 403
    assert told(all_of(answer)) == []
    assert leaks(row.person) == []
    assigning.reassign(review=Review.objects.get(), to=None, why="Leave", by=people.staff(), now=NOW)
    assert leaks(row.person) == []


def test_the_walk_would_see_it(portfolio: Portfolio):
    """The control: the desk's page of the same portfolio tells, and the walk's eye sees it."""
    answer = people.signed_in(people.staff()).get(reverse("desk_portfolio", args=[portfolio.ref]))
    assert "zyxwanda" in told(all_of(answer))
    own = reverse(
        "my_evidence_file", args=[portfolio.set_edition.set.slug, portfolio.evidence.get(number=2).ref]
    )
    assert "quibblesnark" in told(all_of(people.signed_in(portfolio.candidacy.person).get(own)))


def test_candidates_do_not_learn_who_reviewed(portfolio: Portfolio):
    first, second = making.reviewer(name="Anastacia Readerly"), making.reviewer(name="Benedict Readerly")
    assigning.assign(portfolio=portfolio, reviewers=[first.person, second.person], by=people.staff(), now=NOW)
    for review in portfolio.reviews.order_by("seat"):
        walking.hand_in(review, walking.ALL_MET | {3: "not"}, comment="Say more about this.")
    deciding.release(decision=Decision.objects.get(), by=people.staff(), now=NOW)
    client, slug = people.signed_in(portfolio.candidacy.person), portfolio.set_edition.set.slug
    pages = [
        reverse("my_portfolio_outcome", args=[slug]),
        reverse("my_portfolio", args=[slug]),
        reverse("my_portfolio_submission", args=[slug]),
        reverse("my_home"),
    ]
    texts = [client.get(page).content.decode() for page in pages]
    texts += [letter.body for letter in Letter.objects.filter(person=portfolio.candidacy.person)]
    assert any("Say more about this." in text for text in texts), "the comment must be there"
    for text in texts:
        assert "Readerly" not in text
        assert first.person.email not in text
