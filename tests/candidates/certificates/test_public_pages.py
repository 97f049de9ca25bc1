"""/verify/: the truth to anybody, and the name to nobody who only has the number."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.certificates import guesses
from candidates.certificates.models import Certificate
from candidates.certificates.numbers import certificate_number
from competencies.standard.models import CompetencySet
from tests import people
from tests.candidates.certificates import holders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
NAME = "Wilhelmina Quetzal-Ypsilanti"
PARTS = ("Wilhelmina", "Quetzal", "Ypsilanti")


@pytest.fixture(autouse=True)
def a_day_in_november(settings):
    settings.FAKE_NOW = holders.ISSUED_AT


def words_of(answer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def tells_the_name(answer) -> bool:
    """Any part of it, anywhere: text, title, attributes, headers."""
    whole = unescape(answer.content.decode()) + str(answer.headers) + str(answer.cookies)
    return any(part.lower() in whole.lower() for part in PARTS)


def url_of(certificate: Certificate) -> str:
    return f"/verify/{certificate.number}/"


def link_of(certificate: Certificate) -> str:
    return f"/verify/{certificate.number}/{certificate.link_token}/"


# ---- the number ----


def test_a_valid_one_is_told_with_award_dates_and_sets(client: Client):
    made = holders.issued(NAME)
    answer = client.get(url_of(made))
    words = words_of(answer)
    assert answer.status_code == 200
    assert f"Certificate {made.number}: Valid" in words
    assert "valid until 23 November 2030" in words
    assert "Certified Library Support Staff (CLSS)" in words
    for one in made.sets:
        slug = CompetencySet.objects.get(code=one["code"]).slug
        assert one["name"] in words
        assert f'href="{reverse("set", args=[slug])}"' in answer.content.decode()


def test_a_number_alone_does_not_tell_whose_it_is(client: Client):
    made = holders.issued(NAME)
    answer = client.get(url_of(made))
    assert not tells_the_name(answer)
    assert made.link_token not in answer.content.decode()
    # the same page does tell when it may, so the search for the name can find one
    Certificate.objects.update(listed=True)
    assert tells_the_name(client.get(url_of(made)))


def test_it_stays_so_for_somebody_who_is_signed_in(client: Client):
    made = holders.issued(NAME)
    assert not tells_the_name(people.signed_in(people.person("Nosy Neighbour")).get(url_of(made)))


@pytest.mark.parametrize(
    ("now", "word", "sentence"),
    [
        (datetime(2030, 11, 24, 5, 59, tzinfo=UTC), "Valid", "valid until 23 November 2030"),
        (datetime(2030, 11, 24, 6, 0, tzinfo=UTC), "Term ended", "can still renew it until 23 January 2031"),
        (datetime(2031, 1, 24, 5, 59, tzinfo=UTC), "Term ended", "can still renew it until 23 January 2031"),
        (datetime(2031, 1, 24, 6, 0, tzinfo=UTC), "Expired", "was not renewed in time"),
    ],
)
def test_the_truth_changes_at_midnight_in_chicago(client: Client, settings, now, word: str, sentence: str):
    made = holders.issued(NAME)
    settings.FAKE_NOW = now
    words = words_of(client.get(url_of(made)))
    assert f"Certificate {made.number}: {word}" in words
    assert sentence in words


def test_a_replaced_one_says_so_and_names_nobody_by_any_way(client: Client):
    old = holders.issued(NAME, listed=True)
    new = holders.corrected(old, f"{NAME} Junior")
    for answer in (
        client.get(url_of(old)),
        client.get(link_of(old)),
        client.post(url_of(old), {"surname": "Quetzal-Ypsilanti"}),
        client.post(url_of(old), {"surname": f"{NAME} Junior"}),
    ):
        assert answer.status_code == 200
        assert "a newer one has taken its place" in words_of(answer)
        assert not tells_the_name(answer)
        assert new.number not in answer.content.decode()
        assert 'name="surname"' not in answer.content.decode()
    assert tells_the_name(client.get(link_of(new)))


@pytest.mark.parametrize("typed", ["{lower}", "  {number}  ", "{spaced}", "{joined}", "No. {number}."])
def test_the_number_may_be_typed_any_way(client: Client, typed: str):
    made = holders.issued(NAME)
    number = typed.format(
        number=made.number,
        lower=made.number.lower(),
        spaced=made.number.replace("-", " "),
        joined=made.number.replace("-", ""),
    )
    answer = client.get("/verify/", {"number": number})
    assert (answer.status_code, answer["Location"]) == (302, url_of(made))


def test_another_spelling_in_the_address_leads_to_the_right_one(client: Client):
    made = holders.issued(NAME)
    answer = client.get(f"/verify/{made.number.lower()}/")
    assert (answer.status_code, answer["Location"]) == (302, url_of(made))


def test_an_unknown_number_is_a_helpful_404(client: Client):
    made = holders.issued(NAME)
    known = made.number
    unknown = certificate_number(2026, 99)
    assert unknown != known
    answer = client.get(f"/verify/{unknown}/")
    assert answer.status_code == 404
    assert f"No certificate with the number {unknown} was ever issued by us." in words_of(answer)
    assert 'name="number"' in answer.content.decode()


def test_a_slip_in_the_number_is_said_and_what_was_read(client: Client):
    made = holders.issued(NAME)
    wrong = made.number[:-3] + ("8" if made.number[-3] != "8" else "9") + made.number[-2:]
    answer = client.get("/verify/", {"number": wrong})
    assert answer.status_code == 422
    assert f"We read “{wrong}”, and that is not a number of ours" in words_of(answer)
    assert f'value="{wrong}"' in answer.content.decode()
    answer = client.get(f"/verify/{wrong}/")
    assert answer.status_code == 404
    assert f"We read “{wrong}”" in words_of(answer)


@pytest.mark.parametrize(
    "path",
    [
        "%00",
        "LSSC-2026-00001-%00",
        "x" * 5000,
        "%F0%9F%98%80",
        "%ED%A0%80",
        "%FF%FE",
        "%E2%80%AEabc",
        "<script>alert(1)<script>",
        "..%5C..%5Cetc",
        "'%20OR%201=1--",
        "١٢٣٤",
        "LSSC-2026-99999999999999999999-K",
        "{{7*7}}",
        "%25s%25d",
    ],
)
def test_garbage_in_the_address_is_answered_calmly(client: Client, path: str):
    for url in (f"/verify/{path}/", f"/verify/{path}/token/", f"/verify/LSSC-2026-00001-K/{path}/"):
        answer = client.get(url)
        assert answer.status_code == 404
        assert "<script>alert" not in answer.content.decode()
    assert client.post(f"/verify/{path}/", {"surname": "x"}).status_code == 404


@pytest.mark.parametrize("number", ["", " ", "\x00", "x" * 10_000, "😀", "\u202e12", "<b>"])
def test_garbage_in_the_form_is_answered_at_the_field(client: Client, number: str):
    answer = client.get("/verify/", {"number": number})
    assert answer.status_code == 422
    assert 'id="id_number_error"' in answer.content.decode()
    assert "<b>" not in answer.content.decode()


def test_nothing_typed_yet_is_no_error(client: Client):
    answer = client.get("/verify/")
    assert answer.status_code == 200
    assert "id_number_error" not in answer.content.decode()


# ---- the surname ----


@pytest.mark.parametrize(
    "typed", ["Quetzal-Ypsilanti", "quetzal ypsilanti", "YPSILANTI", NAME, "Quétzal\u2010Ypsilanti"]
)
def test_the_right_surname_shows_the_whole_name(client: Client, typed: str):
    made = holders.issued(NAME)
    answer = client.post(url_of(made), {"surname": typed})
    assert answer.status_code == 200
    assert "The surname is right" in words_of(answer)
    assert NAME in words_of(answer)
    assert answer["Cache-Control"].startswith("no-store") or "no-store" in answer["Cache-Control"]
    # it is not remembered for whoever sits at this machine next
    assert not tells_the_name(client.get(url_of(made)))


@pytest.mark.parametrize("typed", ["Wilhelmina", "Smith", "Q", "%", "\x00", "", "x" * 10_000, "😀"])
def test_a_wrong_one_shows_nothing(client: Client, typed: str):
    made = holders.issued(NAME)
    answer = client.post(url_of(made), {"surname": typed})
    assert answer.status_code == 422
    whole = unescape(answer.content.decode())
    shown = [part for part in PARTS if part in whole and part != typed]
    assert not shown
    assert made.link_token not in whole


def test_what_was_typed_is_escaped(client: Client):
    made = holders.issued(NAME)
    answer = client.post(url_of(made), {"surname": "<script>alert(1)</script>"})
    assert "<script>alert" not in answer.content.decode()


def test_guesses_are_limited_for_a_certificate_whoever_guesses(client: Client):
    made, other = holders.issued(NAME), holders.issued("Ada Lovelace")
    for which in range(10):
        answer = client.post(url_of(made), {"surname": f"Guess{which}"}, REMOTE_ADDR=f"192.0.2.{which}")
        assert answer.status_code == 422
    answer = client.post(url_of(made), {"surname": "Ypsilanti"}, REMOTE_ADDR="198.51.100.7")
    assert answer.status_code == 429
    assert not tells_the_name(answer)
    assert "scan the QR code" in words_of(answer)
    # the page itself, the QR code and other certificates still answer
    assert client.get(url_of(made)).status_code == 200
    assert tells_the_name(client.get(link_of(made)))
    assert client.post(url_of(other), {"surname": "Lovelace"}, REMOTE_ADDR="198.51.100.7").status_code == 200


def test_guesses_are_limited_for_a_client_whichever_certificate(client: Client):
    made = [holders.issued(f"Person {word}") for word in ("Alpha", "Beta", "Gamma", "Delta")]
    for which in range(30):
        answer = client.post(url_of(made[which % 4]), {"surname": "Nobody"}, REMOTE_ADDR="192.0.2.9")
        assert answer.status_code == 422
    assert client.post(url_of(made[0]), {"surname": "Alpha"}, REMOTE_ADDR="192.0.2.9").status_code == 429
    assert client.post(url_of(made[0]), {"surname": "Alpha"}, REMOTE_ADDR="192.0.2.10").status_code == 200


def test_right_names_are_not_counted(client: Client):
    """An employer who checks a whole class of graduates must not be locked out."""
    made = holders.issued(NAME)
    for _again in range(40):
        answer = client.post(url_of(made), {"surname": "Ypsilanti"})
        assert "The surname is right" in answer.content.decode()


def test_the_limits_open_again(client: Client, monkeypatch: pytest.MonkeyPatch):
    import time

    made = holders.issued(NAME)
    for _again in range(10):
        client.post(url_of(made), {"surname": "Nobody"})
    assert client.post(url_of(made), {"surname": "Ypsilanti"}).status_code == 429
    assert guesses.LIMITS["certificate_surname"] == "10/h/key,30/h/ip"
    later = time.time() + 3601
    monkeypatch.setattr(time, "time", lambda: later)
    assert client.post(url_of(made), {"surname": "Ypsilanti"}).status_code == 200


def test_the_form_is_guarded_against_forged_posts():
    made = holders.issued(NAME)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(url_of(made), {"surname": "Ypsilanti"}).status_code == 403
    page = strict.get(url_of(made)).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    answer = strict.post(url_of(made), {"surname": "Ypsilanti", "csrfmiddlewaretoken": token[1]})
    assert tells_the_name(answer)


# ---- the link of the QR code ----


def test_the_link_shows_the_name_and_lets_nobody_keep_it(client: Client):
    made = holders.issued(NAME)
    answer = client.get(link_of(made))
    assert NAME in words_of(answer)
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    # no address on the page carries the token on, and no form is sent from it
    page = answer.content.decode()
    assert made.link_token not in page
    assert "<form" not in page


def test_nor_is_there_a_form_for_somebody_signed_in():
    """Browsers send a form from a page without referrer as coming from nowhere, and we would refuse it."""
    made = holders.issued(NAME)
    page = people.signed_in(made.candidacy.person).get(link_of(made)).content.decode()
    assert NAME in page
    assert "<form" not in page
    assert made.link_token not in page


@pytest.mark.parametrize(
    "change",
    [lambda t: t[:-1], lambda t: t + "x", lambda t: t.swapcase(), lambda t: "é", lambda t: "x" * 3000],
)
def test_a_damaged_link_names_nobody_and_leads_to_the_number(client: Client, change):
    made = holders.issued(NAME)
    answer = client.get(f"/verify/{made.number}/{change(made.link_token)}/")
    assert answer.status_code == 404
    assert not tells_the_name(answer)
    assert f'href="{url_of(made)}"' in answer.content.decode()


def test_the_link_of_one_certificate_does_not_open_another(client: Client):
    made, other = holders.issued(NAME), holders.issued("Ada Lovelace")
    answer = client.get(f"/verify/{made.number}/{other.link_token}/")
    assert answer.status_code == 404
    assert not tells_the_name(answer)


# ---- for all of them ----


def test_search_engines_may_list_the_form_and_no_certificate(client: Client):
    made = holders.issued(NAME, listed=True)
    assert "X-Robots-Tag" not in client.get("/verify/")
    for url in (url_of(made), link_of(made), "/verify/nothing/"):
        assert client.get(url)["X-Robots-Tag"] == "noindex"
        assert "no-store" in client.get(url)["Cache-Control"]


def test_the_page_takes_few_queries(client: Client):
    made = holders.issued(NAME)
    with CaptureQueriesContext(connection) as seen:
        client.get(url_of(made))
    assert len(seen) <= 4, [query["sql"] for query in seen]
