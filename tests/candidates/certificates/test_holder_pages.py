"""/my/certificate/: from what is missing to the certificate on the screen."""

import base64
import re
from datetime import UTC, datetime
from html import unescape

import pytest

from candidates.certificates import services
from candidates.certificates.models import Certificate, CertificateRequest
from candidates.journey import services as journey
from candidates.journey.models import Candidacy
from competencies.standard.models import CompetencySet
from tests import people
from tests.candidates.certificates import holders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
PAGE = "/my/certificate/"


@pytest.fixture(autouse=True)
def a_day_in_november(settings):
    settings.FAKE_NOW = holders.ISSUED_AT


def page_of(person, **query) -> str:
    answer = people.signed_in(person).get(PAGE, query)
    assert answer.status_code == 200
    return answer.content.decode()


def text_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_before_applying_it_leads_to_the_application():
    page = page_of(people.person())
    assert 'href="/my/application/"' in page
    assert '<form method="post" novalidate' not in page


def test_before_one_is_active_there_is_nothing_to_ask():
    page = text_of(page_of(people.accepted().person))
    assert "First the office accepts your application and your fee is settled" in page


def test_it_names_what_is_missing():
    candidacy = people.active()
    required, electives = holders.six_codes()[:3], holders.six_codes()[3:]
    chosen = list(CompetencySet.objects.filter(code__in=electives))
    journey.choose_electives(candidacy=candidacy, sets=chosen, by=candidacy.person, now=people.NOW)
    holders.achieve(candidacy, *required[:2], electives[0])
    page = text_of(page_of(candidacy.person))
    names = dict(CompetencySet.objects.values_list("code", "name"))
    assert "3 of 6 sets are done" in page
    assert f"{names[required[2]]} (required of everybody)" in page
    assert f"{names[electives[1]]} (your elective)" in page
    assert f"{names[electives[2]]} (your elective)" in page
    assert f"{names[electives[0]]} (your elective)" not in page
    # nothing to ask with yet, neither by the page nor past it
    client = people.signed_in(candidacy.person)
    assert client.post(PAGE, {"holder_name": "Maria"}).status_code == 302
    assert not CertificateRequest.objects.exists()


def test_electives_not_chosen_yet_are_counted():
    candidacy = people.active()
    assert "3 electives to choose" in text_of(page_of(candidacy.person))


def test_the_form_begins_with_the_persons_name_and_shows_how_it_will_look():
    candidacy = holders.with_six_sets("Zoë Núñez")
    page = page_of(candidacy.person)
    assert 'value="Zoë Núñez"' in page
    picture = re.search(r'src="data:image/png;base64,([^"]+)"', page)
    assert picture
    assert base64.b64decode(picture[1]).startswith(b"\x89PNG")
    assert "Preview of the certificate with the name Zoë Núñez" in page


def test_a_preview_asks_for_nothing_and_keeps_what_was_typed():
    candidacy = holders.with_six_sets()
    answer = people.signed_in(candidacy.person).post(
        PAGE, {"holder_name": "M. Delgado 😀", "listed": "on", "preview": "1"}
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="M. Delgado 😀"' in page
    assert re.search(r'name="listed"[^>]*checked', page)
    assert "Some characters cannot be printed" in page
    assert "Our fonts do not have 😀." in page
    assert not CertificateRequest.objects.exists()


def test_asking_then_waiting_then_given_back_then_issued():
    candidacy = holders.with_six_sets()
    person, office = candidacy.person, people.staff()
    client = people.signed_in(person)
    answer = client.post(PAGE, {"holder_name": "Maria Delgado", "listed": "on"})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    request = CertificateRequest.objects.get()
    assert (request.holder_name, request.listed) == ("Maria Delgado", True)
    page = text_of(page_of(person))
    assert "Your certificate is being prepared" in page
    assert "Maria Delgado" in page

    # a second press of a button that is still open elsewhere changes nothing
    assert client.post(PAGE, {"holder_name": "Other"}).status_code == 302
    request.refresh_from_db()
    assert request.holder_name == "Maria Delgado"

    services.return_request(
        request=request, answer="Is <b>Delgado</b> all?", by=office, now=holders.ISSUED_AT
    )
    page = page_of(person)
    assert "Is &lt;b&gt;Delgado&lt;/b&gt; all?" in page
    assert 'value="Maria Delgado"' in page
    client.post(PAGE, {"holder_name": "Maria Delgado-Ruiz"})
    request.refresh_from_db()
    assert (request.state, request.holder_name, request.listed) == ("asked", "Maria Delgado-Ruiz", False)

    made = services.issue(request=request, by=office, now=holders.ISSUED_AT)
    page = page_of(person)
    assert made.number in page
    assert "Valid until 23 November 2030" in page
    assert f"http://localhost:8000/verify/{made.number}/{made.link_token}/" in page
    assert f'value="http://localhost:8000/verify/{made.number}/"' in page
    assert "23 November 2029" in page, "renewal opens"
    assert "23 January 2031" in page, "renewal closes"
    assert "Open now" not in page


@pytest.mark.parametrize(
    ("now", "said", "not_said"),
    [
        (datetime(2029, 11, 23, 18, tzinfo=UTC), "Open now", "Your term ended"),
        (
            datetime(2030, 11, 24, 18, tzinfo=UTC),
            "You can still renew until 23 January 2031",
            "You may put CLSS",
        ),
        (datetime(2031, 1, 24, 18, tzinfo=UTC), "it was not renewed in time", "Open now"),
    ],
)
def test_what_it_is_worth_later(settings, now, said: str, not_said: str):
    made = holders.issued()
    settings.FAKE_NOW = now
    page = text_of(page_of(made.candidacy.person))
    assert said in page
    assert not_said not in page


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "Please fill this in."),
        ("  \x00 ", "Please fill this in."),
        ("x" * 121, "at most 120 characters"),
        ("y" * 10_000, "at most 120 characters"),
    ],
)
def test_a_name_that_will_not_do_says_why_and_loses_nothing(name: str, error: str):
    candidacy = holders.with_six_sets()
    answer = people.signed_in(candidacy.person).post(PAGE, {"holder_name": name, "listed": "on"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert error in page
    assert re.search(r'name="listed"[^>]*checked', page)
    assert not CertificateRequest.objects.exists()


@pytest.mark.parametrize(
    "name", ["محمد 😀 \u202egnihton", "#let x = $1$", "\ufeff李", "<script>alert(1)</script>"]
)
def test_odd_names_are_taken_and_printed(name: str):
    candidacy = holders.with_six_sets()
    client = people.signed_in(candidacy.person)
    assert client.post(PAGE, {"holder_name": name}).status_code == 302
    made = services.issue(request=candidacy.certificate_request, by=people.staff(), now=holders.ISSUED_AT)
    assert "\u202e" not in made.holder_name
    answer = client.get(f"{PAGE}{made.ref}/pdf/")
    assert answer.content.startswith(b"%PDF")
    assert "<script>alert" not in client.get(PAGE).content.decode()


def test_the_pdf_is_the_holders_and_nobody_may_keep_it():
    made = holders.issued()
    answer = people.signed_in(made.candidacy.person).get(f"{PAGE}{made.ref}/pdf/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{made.number}.pdf"'
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert answer.content.startswith(b"%PDF")


def test_somebody_elses_certificate_does_not_exist():
    made = holders.issued()
    other = people.signed_in(holders.issued("Somebody Else").candidacy.person)
    assert other.get(f"{PAGE}{made.ref}/pdf/").status_code == 404
    assert other.post(f"{PAGE}{made.ref}/listing/", {"listed": "yes"}).status_code == 404
    assert people.signed_in(people.staff()).get(f"{PAGE}{made.ref}/pdf/").status_code == 404
    made.refresh_from_db()
    assert not made.listed


def test_a_replaced_paper_is_not_handed_out_again():
    old = holders.issued()
    new = holders.corrected(old)
    client = people.signed_in(old.candidacy.person)
    assert client.get(f"{PAGE}{old.ref}/pdf/").status_code == 404
    assert client.get(f"{PAGE}{new.ref}/pdf/").status_code == 200
    page = client.get(PAGE).content.decode()
    assert new.number in page
    assert old.number not in page


def test_the_name_goes_on_the_public_page_and_off_again():
    made = holders.issued()
    client = people.signed_in(made.candidacy.person)
    for listed, answer in (("yes", True), ("no", False), ("nonsense", False)):
        assert client.post(f"{PAGE}{made.ref}/listing/", {"listed": listed}).status_code == 302
        made.refresh_from_db()
        assert made.listed is answer


def test_after_a_candidacy_that_ended_one_can_begin_again():
    candidacy = people.applicant()
    journey.withdraw_application(candidacy=candidacy, by=candidacy.person, now=people.NOW)
    assert "ended without a certificate" in text_of(page_of(candidacy.person))


def test_a_second_candidacy_keeps_the_first_certificate_in_reach():
    made = holders.issued()
    Candidacy.objects.create(person=made.candidacy.person, applied_at=people.NOW)
    page = page_of(made.candidacy.person)
    assert "Your earlier certificate" in page
    assert f"{PAGE}{made.ref}/pdf/" in page
    assert Certificate.objects.count() == 1
