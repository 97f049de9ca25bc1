"""Files and links as evidence: limits, order, using again, taking away, and what is frozen."""

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from candidates.portfolios import steps
from candidates.portfolios.evidence import services
from candidates.portfolios.models import Evidence, EvidenceUse, Portfolio
from candidates.portfolios.submitting import services as submitting
from lsscert.files.models import StoredFile
from lsscert.policy.models import PolicyRow
from lsscert.refused import Refused
from tests import people
from tests.candidates.portfolios import making
from tests.lsscert.files import hostile
from tests.lsscert.files.office import office
from tests.people import NOW, TODAY
from tests.together import Meeting, together

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]


@pytest.fixture
def portfolio() -> Portfolio:
    return making.filled()


def response_of(portfolio: Portfolio, number: int = 1):
    return portfolio.responses.get(competency__number=number)


def add_file(
    portfolio: Portfolio, content: bytes = b"", name: str = "notes.pdf", number: int = 1
) -> EvidenceUse:
    return services.add_file(
        response=response_of(portfolio, number),
        upload=SimpleUploadedFile(name, content or hostile.pdf()),
        weight="primary",
        caption=" A\nguide ",
        by=portfolio.candidacy.person,
        now=NOW,
    )


def add_link(portfolio: Portfolio, url: str = "https://a.test/guide") -> EvidenceUse:
    by = portfolio.candidacy.person
    return services.add_link(
        response=response_of(portfolio), url=url, weight="secondary", caption="", by=by, now=NOW
    )


def code_of(act, *args: Any, **said: Any) -> str:
    with pytest.raises(Refused) as no, transaction.atomic():
        act(*args, **said)
    return no.value.code


def test_a_file_is_kept_clean_numbered_and_its_pictures_asked_for(portfolio):
    use = add_file(portfolio, hostile.photo_with_a_place(), "me at work.jpg")
    assert (use.evidence.number, use.evidence.caption, use.place) == (2, "A guide", 1)
    assert use.evidence.file.name == "me at work.jpg"
    assert use.evidence.file.previews_state == "asked"
    assert hostile.SECRET.encode() not in default_storage.open(use.evidence.file.path).read()
    assert add_file(portfolio, office(), "essay.docx").evidence.file.kind.endswith(
        "wordprocessingml.document"
    )


NO_LINKS = (
    "javascript:alert(1)",
    "javascript:top.alert(1)",
    "zoe@a.test",
    "ftp://a.test/",
    "https://",
    "https://zoe:pw@a.test/",
    "not a link",
    "",
)


@pytest.mark.parametrize("url", [*NO_LINKS, "https://a.test/" + "x" * 500])
def test_only_addresses_of_pages_are_links(portfolio, url):
    assert code_of(add_link, portfolio, url) == "not_a_link"


def test_an_address_as_one_copies_it_from_a_poster_becomes_a_link(portfolio):
    assert add_link(portfolio, " library.demo.test/guide ").evidence.url == "https://library.demo.test/guide"


def test_both_limits_are_the_policys_and_say_their_figures(portfolio):
    PolicyRow.objects.create(key="portfolio.candidate_megabytes", value="0", effective_from=TODAY)
    with pytest.raises(Refused, match="0 MB is the most"):
        add_file(portfolio)
    assert not StoredFile.objects.exists()
    assert not default_storage.exists("files/2026/03") or not default_storage.listdir("files/2026/03")[1]
    PolicyRow.objects.create(key="portfolio.file_megabytes", value="0", effective_from=TODAY)
    assert code_of(add_file, portfolio) == "file_too_large"


def test_one_piece_serves_several_and_goes_with_the_last(portfolio, django_capture_on_commit_callbacks):
    use = add_file(portfolio)
    again = services.use_again(
        evidence=use.evidence,
        response=response_of(portfolio, 2),
        weight="nonsense",
        by=portfolio.candidacy.person,
    )
    assert again.weight == "secondary"
    act = {"evidence": use.evidence, "response": response_of(portfolio, 2), "weight": "primary"}
    assert code_of(services.use_again, **act, by=portfolio.candidacy.person) == "used_already"
    path = use.evidence.file.path
    with django_capture_on_commit_callbacks(execute=True):
        services.remove_use(use=use, by=portfolio.candidacy.person)
    assert default_storage.exists(path)
    with django_capture_on_commit_callbacks(execute=True):
        services.remove_use(use=again, by=portfolio.candidacy.person)
    assert not default_storage.exists(path)
    assert add_link(portfolio).evidence.number == 2 or Evidence.objects.count() == 2


def test_another_portfolios_evidence_is_not_to_be_had(portfolio):
    theirs = add_file(making.filled())
    act = {"evidence": theirs.evidence, "response": response_of(portfolio), "weight": "primary"}
    assert code_of(services.use_again, **act, by=portfolio.candidacy.person) == "not_yours"


def test_it_is_put_in_order(portfolio):
    by = portfolio.candidacy.person
    second, third = add_link(portfolio, "https://a.test/2"), add_link(portfolio, "https://a.test/3")
    services.move_use(use=third, up=True, by=by)
    services.move_use(use=third, up=True, by=by)
    services.move_use(use=third, up=True, by=by)
    services.move_use(use=second, up=False, by=by)
    order = [use.evidence.number for use in response_of(portfolio).uses.all()]
    assert order == [3, 1, 2]


def test_the_buttons_work_without_scripts_and_say_why_not(portfolio, settings):
    settings.FAKE_NOW = NOW
    client = people.signed_in(portfolio.candidacy.person)
    url = reverse("my_evidence_act", args=["technology", 1])
    slug = portfolio.set_edition.set.slug
    url = reverse("my_evidence_act", args=[slug, 1])
    page = client.post(
        url, {"act": "file", "file": SimpleUploadedFile("run.exe", b"MZ" + bytes(99))}, follow=True
    )
    assert "This is a program." in page.content.decode()
    answer = client.post(url, {"act": "link", "url": "nope"}, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (422, "not_a_link")
    page = client.post(url, {"act": "file", "file": SimpleUploadedFile("a.pdf", hostile.pdf())}, follow=True)
    assert "a.pdf" in page.content.decode()
    file = reverse("my_evidence_file", args=[slug, Evidence.objects.exclude(file=None).get().ref])
    answer = client.get(file)
    assert 'filename="a.pdf"' in answer["Content-Disposition"]
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert people.signed_in(people.person()).get(file).status_code == 404
    page = client.post(url, {"act": "nonsense"}, follow=True)
    assert "Choose one of the buttons." in page.content.decode()


def test_what_is_in_the_portfolio_is_offered_for_other_competencies_by_caption_address_or_name(portfolio):
    by = portfolio.candidacy.person
    upload = SimpleUploadedFile("unnamed.pdf", hostile.pdf())
    response = response_of(portfolio, 3)
    services.add_file(response=response, upload=upload, weight="primary", caption="", by=by, now=NOW)
    services.add_link(
        response=response, url="https://bare.test/", weight="primary", caption="", by=by, now=NOW
    )
    url = reverse("my_portfolio_competency", args=[portfolio.set_edition.set.slug, 2])
    page = people.signed_in(by).get(url).content.decode()
    assert "2: unnamed.pdf" in page
    assert "3: https://bare.test/" in page


def adding_while_submitting(monkeypatch: pytest.MonkeyPatch, portfolio: Portfolio) -> tuple[list[Any], bool]:
    """A link is being added when the portfolio is handed in. Whether all that is in it is in the version."""
    meeting, look = Meeting(), services._require_editable

    def look_slowly(*args: Any) -> None:
        look(*args)
        if not meeting.first_is_there.is_set():
            meeting.first_waits()

    monkeypatch.setattr(services, "_require_editable", look_slowly)

    def hand_in() -> Any:
        meeting.first_is_there.wait()
        try:
            return submitting.submit(
                portfolio=portfolio,
                declared_own=True,
                declared_private=True,
                by=portfolio.candidacy.person,
                now=NOW,
            )
        finally:
            meeting.second_goes()

    outcomes = together(lambda: captioned_link(portfolio), hand_in)
    frozen = portfolio.submissions.order_by("-number").first()
    inside = {each["ref"] for each in frozen.content["evidence"]} if frozen else set()
    there = set(portfolio.evidence.values_list("ref", flat=True))
    return outcomes, frozen is None or inside == there


def captioned_link(portfolio: Portfolio) -> EvidenceUse:
    by = portfolio.candidacy.person
    return services.add_link(
        response=response_of(portfolio), url="https://a.test/", weight="primary", caption="c", by=by, now=NOW
    )


@pytest.mark.django_db(transaction=True)
def test_what_comes_in_while_it_is_handed_in_is_in_the_version_or_refused(monkeypatch):
    portfolio = making.filled()
    outcomes, whole = adding_while_submitting(monkeypatch, portfolio)
    assert whole
    assert isinstance(outcomes[0], EvidenceUse | Refused)
    assert portfolio.submissions.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_it_would_be_in_the_portfolio_alone(monkeypatch):
    portfolio = making.filled()
    monkeypatch.setattr(
        steps, "locked", lambda row: Portfolio.objects.select_related("candidacy").get(pk=row.pk)
    )
    _outcomes, whole = adding_while_submitting(monkeypatch, portfolio)
    assert not whole
