"""The desk: requests, issuing, the list, corrections."""

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.certificates.desk_tasks import certificates_to_issue
from candidates.certificates.models import Certificate, CertificateRequest
from candidates.journey import services as journey
from lsscert.clock import programme_day
from tests import people
from tests.candidates.certificates import holders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
LIST = "/desk/certificates/"


@pytest.fixture(autouse=True)
def a_day_in_november(settings):
    settings.FAKE_NOW = holders.ISSUED_AT


@pytest.fixture
def office():
    return people.signed_in(people.staff())


def test_issuing_by_the_button(office):
    request = holders.asked()
    page = unescape(office.get(f"{LIST}requests/{request.ref}/").content.decode())
    assert "The sets: 6 of 6" in page
    assert f'href="/desk/candidates/{request.candidacy.ref}/"' in page
    for achievement in request.candidacy.achievements.all():
        assert achievement.source in page
    assert "until 23 November 2030" in page, "what issuing will do is said before"
    answer = office.post(f"{LIST}requests/{request.ref}/issue/")
    made = Certificate.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{LIST}{made.ref}/")
    # the second press of the same button
    again = office.post(f"{LIST}requests/{request.ref}/issue/", follow=True)
    assert "This certificate is issued already." in again.content.decode()
    assert Certificate.objects.count() == 1


def test_giving_back_with_words_and_without(office):
    request = holders.asked()
    url = f"{LIST}requests/{request.ref}/"
    empty = office.post(url, {"answer": "  "})
    assert empty.status_code == 422
    assert "Please fill this in." in empty.content.decode()
    assert office.post(url, {"answer": "Please write your full name."}).status_code == 302
    request.refresh_from_db()
    assert (request.state, request.answer) == ("returned", "Please write your full name.")
    page = office.get(url).content.decode()
    assert "/issue/" not in page
    assert office.post(url, {"answer": "Again"}).status_code == 422


def test_a_request_whose_sets_are_no_longer_six_cannot_be_issued(office):
    request = holders.asked()
    achievement = request.candidacy.achievements.first()
    journey.annul_achievement(achievement=achievement, why="Slip", by=people.staff(), now=people.NOW)
    page = office.get(f"{LIST}requests/{request.ref}/").content.decode()
    assert "Only 5 of 6 sets are done now" in page
    assert "/issue/" not in page
    answer = office.post(
        f"{LIST}requests/{request.ref}/issue/", headers={"referer": f"http://testserver{LIST}"}
    )
    assert answer.status_code == 302
    assert "Six sets are not done yet." in office.get(LIST).content.decode()
    assert not Certificate.objects.exists()


def test_correcting_a_name(office):
    old = holders.issued()
    answer = office.post(f"{LIST}{old.ref}/", {"holder_name": "Maria E. Delgado", "reason": "Middle name"})
    new = Certificate.objects.in_force().get()
    assert answer["Location"] == f"{LIST}{new.ref}/"
    page = office.get(f"{LIST}{old.ref}/").content.decode()
    assert f"{new.number} took its place." in page
    assert "Issue the corrected certificate" not in page
    page = office.get(f"{LIST}{new.ref}/").content.decode()
    assert "Middle name" in page
    assert old.number in page
    late = office.post(f"{LIST}{old.ref}/", {"holder_name": "Another", "reason": "x"})
    assert late.status_code == 422
    assert Certificate.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"holder_name": "Maria Delgado-Ruiz", "reason": "x"}, "says that name already"),
        ({"holder_name": "", "reason": "x"}, "Please fill this in."),
        ({"holder_name": "Maria", "reason": ""}, "Please fill this in."),
        ({"holder_name": "z" * 10_000, "reason": "x"}, "at most 120 characters"),
    ],
)
def test_a_correction_that_will_not_do(office, typed: dict[str, str], error: str):
    made = holders.issued()
    answer = office.post(f"{LIST}{made.ref}/", typed)
    assert answer.status_code == 422
    assert error in answer.content.decode()
    assert Certificate.objects.count() == 1


def test_the_list_finds_by_name_and_by_number_however_it_is_typed(office):
    maria, ada = holders.issued("Maria Delgado-Ruiz"), holders.issued("Ada Lovelace")
    page = office.get(LIST, {"q": "delgado"}).content.decode()
    assert maria.number in page
    assert ada.number not in page
    typed = ada.number.lower().replace("-", " ")
    answer = office.get(LIST, {"q": f" {typed} "})
    assert (answer.status_code, answer["Location"]) == (302, f"{LIST}{ada.ref}/")
    part = office.get(LIST, {"q": ada.number[5:15]}).content.decode()
    assert ada.number in part
    assert maria.number not in part
    nothing = office.get(LIST, {"q": "Nobody\x00 <b>"}).content.decode()
    assert "Nothing found" in nothing
    assert "<b>" not in nothing


def test_a_person_is_found_by_the_name_of_the_account_too(office):
    made = holders.issued("Robert Miller", holder_name="Bob Miller Senior")
    assert made.number in office.get(LIST, {"q": "robert mil"}).content.decode()


def test_requests_come_first_and_the_longest_waiting_on_top(office):
    first, second = holders.asked(holders.with_six_sets("Early Bird")), holders.with_six_sets("Late Bird")
    CertificateRequest.objects.filter(pk=first.pk).update(asked_at=people.NOW)
    holders.asked(second)
    holders.issued("Ada Lovelace")
    page = office.get(LIST).content.decode()
    assert page.index("Early Bird") < page.index("Late Bird") < page.index("Ada Lovelace")
    assert "2 requests wait to be issued" in page


@pytest.mark.parametrize("make", [holders.issued, lambda name: holders.asked(holders.with_six_sets(name))])
def test_the_list_takes_the_same_queries_for_one_and_three(office, make):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert office.get(LIST).status_code == 200
        return len(seen)

    make("One")
    queries()
    one = queries()
    make("Two")
    make("Three")
    assert queries() == one


def test_what_waits_is_told_to_the_desk():
    assert certificates_to_issue.look().count == 0
    assert certificates_to_issue.look().oldest is None
    request = holders.asked()
    holders.issued("Done Already")
    queue = certificates_to_issue.look()
    assert (queue.count, queue.oldest) == (1, request.asked_at)


def test_staff_get_the_pdf_also_of_a_replaced_one(office):
    old = holders.issued()
    holders.corrected(old)
    answer = office.get(f"{LIST}{old.ref}/pdf/")
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    assert "no-store" in answer["Cache-Control"]


def test_only_staff(client):
    request, made = holders.asked(), holders.issued("Ada Lovelace")
    urls = [
        LIST,
        f"{LIST}requests/{request.ref}/",
        f"{LIST}requests/{request.ref}/issue/",
        f"{LIST}{made.ref}/",
        f"{LIST}{made.ref}/pdf/",
    ]
    holder = people.signed_in(made.candidacy.person)
    for url in urls:
        assert client.post(url)["Location"].startswith("/accounts/login/")
        assert holder.get(url).status_code == 404
        assert holder.post(url).status_code == 404
    assert CertificateRequest.objects.get(pk=request.pk).state == "asked"


def test_what_the_list_says_of_a_certificate(office, settings):
    old = holders.issued()
    holders.corrected(old)
    page = office.get(LIST).content.decode()
    assert ("Replaced" in page, "Valid" in page, "Term ended" in page) == (True, True, False)
    settings.FAKE_NOW = holders.ISSUED_AT.replace(year=2030, day=25)
    assert programme_day(settings.FAKE_NOW) > old.term_ends
    assert "Term ended" in office.get(LIST).content.decode()
