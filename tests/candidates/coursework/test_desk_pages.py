"""The desk: one click for the normal case, beside the rule's words, and on to the next."""

from datetime import date, timedelta
from functools import partial
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from candidates.coursework import services
from candidates.coursework.desk_tasks import proofs_to_check, waiting_for_dates
from candidates.coursework.models import Completion
from candidates.journey.models import STATUS, Candidacy
from lsscert.navigation import NAVIGATION
from lsscert.ui.paging import keyset_page
from tests import people
from tests.candidates.coursework import made
from tests.candidates.coursework.made import reported
from tests.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
QUEUE = "/desk/coursework/"
Status = Completion.Status


@pytest.fixture(autouse=True)
def on_a_day_we_know(settings):
    settings.FAKE_NOW = NOW


@pytest.fixture
def office():
    return people.staff()


@pytest.fixture
def client(office):
    return people.signed_in(office)


def text_of(response):
    return " ".join(unescape(strip_tags(response.content.decode())).split())


def sent(what=None, *, name="Maria Delgado-Ruiz", now=NOW, **how):
    completion = reported(people.active(people.person(name)), what or made.course("TEC", title="Tech"), **how)
    Completion.objects.filter(pk=completion.pk).update(reported_at=now)
    completion.refresh_from_db()
    return completion


def page(completion):
    return f"{QUEUE}{completion.ref}/"


def decide(client, completion, decision, **fields):
    fields = {f"{decision}-{name}": value for name, value in fields.items()}
    seen = Completion.objects.get(pk=completion.pk).version
    return client.post(page(completion), {"decision": decision, "seen": seen} | fields, follow=True)


# --- the queue


def test_the_queue_shows_the_longest_waiting_first_with_what_the_rule_says(client):
    course = made.course("TEC", title="Tech")
    sent(course, name="Second Comer", now=NOW)
    sent(course, name="First Comer", now=NOW - timedelta(days=2))
    sent(course, name="Long Ago", completed_on=date(2019, 1, 1), now=NOW - timedelta(days=1))
    sent(made.course("COM", approved=None, title="Undated"), name="No Date", now=NOW + timedelta(days=1))
    text = text_of(client.get(QUEUE))
    rows = ["First Comer Tech, Infopeople 2 June 2025 28 February 2026 counts", "Long Ago", "does not count",
            "Second Comer", "No Date Undated, Infopeople 2 June 2025 3 March 2026 cannot say yet"]  # fmt: skip
    places = [text.index(row) for row in rows]
    assert places == sorted(places)
    assert "First Comer has waited since 28 February 2026." in text


def test_what_waits_for_a_date_has_a_list_of_its_own(client, office):
    waiting = services.verify(
        completion=sent(made.course("COM", approved=None, title="Undated")), by=office, now=NOW
    )
    sent()
    assert "Undated" not in text_of(client.get(QUEUE))
    shown = client.get(f"{QUEUE}?show=waiting")
    assert "Undated" in text_of(shown)
    assert "Tech, Infopeople" not in text_of(shown)
    assert f"/desk/courses/{waiting.course.ref}/" in shown.content.decode()


def test_what_nobody_can_decide_is_not_in_the_queue(client):
    completion = sent()
    STATUS.move(completion.candidacy, Candidacy.Status.LAPSED)
    assert "Nothing waits here" in text_of(client.get(QUEUE))
    assert "nothing can be decided here" in text_of(client.get(page(completion)))
    assert proofs_to_check.look().count == 0


@pytest.mark.parametrize("show", ["to_check", "waiting"])
def test_three_rows_take_as_many_queries_as_one(client, office, show):
    def add(days):
        completion = sent(made.course("TEC", approved=None), now=NOW - timedelta(days=days))
        if show == "waiting":
            services.verify(completion=completion, by=office, now=NOW)

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{QUEUE}?show={show}").status_code == 200
        return len(queries)

    add(1)
    one = count()
    add(40)
    add(400)
    assert count() == one


def test_a_long_queue_has_pages(client, monkeypatch):
    monkeypatch.setattr("candidates.coursework.views.staff.keyset_page", partial(keyset_page, size=2))
    for number in range(3):
        sent(made.course("TEC"), name=f"Person {number}", now=NOW + timedelta(minutes=number))
    first = client.get(QUEUE)
    assert "Person 1" in text_of(first)
    assert "Person 2" not in text_of(first)
    further = first.context["page"].next_url
    assert "Person 2" in text_of(client.get(QUEUE + further))


# --- one proof


def test_the_page_says_the_rule_with_its_dates_and_shows_the_proof(client):
    completion = sent()
    response = client.get(page(completion))
    text = text_of(response)
    assert (
        "It counts Finished on 2 June 2025: the days that count run from 1 March 2022 to 1 March 2028."
        in text
    )
    assert "Approved 1 March 2024, no end on record" in text
    assert f'src="/desk/coursework/{completion.ref}/proof/?show=1"' in response.content.decode()
    assert "Count by exception" not in text, "nothing to except where the rule says yes"


def test_one_click_counts_it_and_leads_to_the_next(client, office):
    following = sent(made.course("COM"), name="Second Comer", now=NOW + timedelta(hours=1))
    completion = sent()
    answer = decide(client, completion, "counts")
    assert answer.redirect_chain == [(page(following), 302)]
    assert "“Tech” counts for Maria Delgado-Ruiz." in text_of(answer)
    completion.refresh_from_db()
    assert (completion.state, completion.checked_by) == (Status.VERIFIED, office)
    last = decide(client, following, "counts")
    assert last.redirect_chain == [(QUEUE, 302)]


def test_refusing_needs_a_reason_of_the_list(client):
    completion = sent()
    empty = decide(client, completion, "refuse", reason="", note="Typed before choosing")
    assert (empty.status_code, "Choose what is wrong" in text_of(empty)) == (422, True)
    assert "Typed before choosing" in empty.content.decode()
    assert '<details class="panel" open>' in empty.content.decode(), "the form with the problem is open"
    done = decide(client, completion, "refuse", reason="no_date", note="Only the year is on it.")
    assert "reads what is missing for “Tech”" in text_of(done)
    completion.refresh_from_db()
    assert (completion.state, completion.refusal, completion.note) == (
        Status.REFUSED,
        "no_date",
        "Only the year is on it.",
    )


def test_against_the_rule_it_counts_only_by_exception(client):
    completion = sent(completed_on=date(2019, 1, 1))
    text = text_of(client.get(page(completion)))
    assert "It does not count Finished" in text
    assert 'value="counts"' not in client.get(page(completion)).content.decode()
    forced = decide(client, completion, "counts")
    assert "the earliest day that counts." in text_of(forced)
    without = decide(client, completion, "exception", why="  ")
    assert (without.status_code, "Say why, in a sentence." in text_of(without)) == (422, True)
    done = decide(client, completion, "exception", why="Ill for two years.")
    assert "“Tech” counts for" in text_of(done)
    text = text_of(client.get(page(completion)))
    assert "by exception, “Ill for two years.”" in text


def test_without_a_date_it_waits_and_the_page_leads_to_the_course(client):
    completion = sent(made.course("TEC", title="Undated", approved=None))
    before = client.get(page(completion)).content.decode()
    assert 'value="wait"' in before
    assert f"/desk/courses/{completion.course.ref}/" in before
    done = decide(client, completion, "wait")
    assert "“Undated” of Maria Delgado-Ruiz waits for its approval date." in text_of(done)
    assert "Enter the approval date" in text_of(client.get(page(completion)))


def test_undoing_leads_back_to_the_same_proof(client, office):
    completion = services.verify(completion=sent(), by=office, now=NOW)
    assert "that no longer stands" in text_of(client.get(page(completion))), "said before the click"
    answer = decide(client, completion, "undo", why="Somebody else’s proof.")
    assert answer.redirect_chain == [(page(completion), 302)]
    assert "is back to be checked" in text_of(answer)
    assert not completion.candidacy.achievements.filter(annulled_at=None).exists()
    refused = services.refuse(completion=completion, reason="no_name", by=office, now=NOW)
    decide(client, refused, "undo", why="It is on the back.")
    completion.refresh_from_db()
    assert completion.state == Status.REPORTED


def test_a_second_decision_from_an_old_page_is_told(client, office):
    completion = sent()
    seen = completion.version
    services.verify(completion=completion, by=people.staff("Ida Desk"), now=NOW)
    answer = client.post(page(completion), {"decision": "counts", "seen": seen})
    assert answer.status_code == 422
    assert "Ida Desk has decided this already: counts." in text_of(answer)
    late = client.post(
        page(completion), {"decision": "refuse", "seen": seen, "refuse-reason": "no_name", "refuse-note": ""}
    )
    assert "Ida Desk has decided this already: counts." in text_of(late)


@pytest.mark.parametrize("seen", ["", "-1", "99", "x", "\x00", "٣", "9" * 30])
def test_a_decision_without_a_true_version_is_not_taken(client, seen):
    completion = sent()
    answer = client.post(page(completion), {"decision": "counts", "seen": seen})
    assert "This was changed since you opened the page." in text_of(answer)
    completion.refresh_from_db()
    assert completion.state == Status.REPORTED


@pytest.mark.parametrize("decision", ["", "delete", "\x00", "counts\x00"])
def test_a_decision_there_is_not_is_told(client, decision):
    completion = sent()
    assert "Choose one of the buttons." in text_of(
        client.post(page(completion), {"decision": decision, "seen": 0})
    )


@pytest.mark.parametrize(
    "words", ["\x00", "🎓" * 50, "\u202e" + "x", "x" * 10_000, "<script>alert(1)</script>"]
)
def test_nonsense_in_the_reasons_is_no_obstacle(client, words):
    for decision, fields in [("refuse", {"reason": "no_name", "note": words}), ("exception", {"why": words})]:
        completion = sent(made.course("TEC"), completed_on=date(2019, 1, 1))
        answer = decide(client, completion, decision, **fields)
        assert answer.status_code in {200, 422}
        assert "<script>alert" not in answer.content.decode()
        assert client.get(page(completion)).status_code == 200


# --- the proof


def test_the_proof_is_shown_or_handed_out_and_earlier_ones_too(client, office):
    completion = services.refuse(completion=sent(), reason="no_name", by=office, now=NOW)
    services.send_again(
        completion=completion,
        completed_on=completion.completed_on,
        passed=True,
        proof=made.proof("better.png"),
        by=completion.candidacy.person,
        now=NOW,
    )
    address = f"{page(completion)}proof/"
    assert client.get(address)["Content-Disposition"] == 'attachment; filename="better.png"'
    assert client.get(f"{address}?show=1")["Content-Disposition"] == 'inline; filename="better.png"'
    earlier = completion.earlier_proofs.get()
    assert earlier.ref in client.get(page(completion)).content.decode()
    assert "certificate.png" in client.get(f"{address}?earlier={earlier.ref}")["Content-Disposition"]
    other = sent(made.course("COM"), name="Somebody Else")
    assert client.get(f"{page(other)}proof/?earlier={earlier.ref}").status_code == 404
    assert client.get(f"{address}?earlier=%00").status_code == 404


def test_the_desk_is_closed_to_candidates(office):
    completion = sent()
    candidate = people.signed_in(completion.candidacy.person)
    for address in (QUEUE, page(completion), f"{page(completion)}proof/"):
        assert candidate.get(address).status_code == 404
    assert candidate.post(page(completion), {"decision": "counts", "seen": 0}).status_code == 404
    completion.refresh_from_db()
    assert completion.state == Status.REPORTED


# --- what the desk's home is told


def test_the_desk_is_told_how_much_waits_and_since_when(office):
    assert (proofs_to_check.look().count, proofs_to_check.look().oldest) == (0, None)
    course = made.course("TEC", approved=None)
    for days in (1, 3):
        sent(course, now=NOW - timedelta(days=days))
    waiting = services.verify(completion=sent(course, now=NOW - timedelta(days=9)), by=office, now=NOW)
    assert (proofs_to_check.look().count, proofs_to_check.look().oldest) == (2, NOW - timedelta(days=3))
    assert (waiting_for_dates.look().count, waiting_for_dates.look().oldest) == (1, waiting.reported_at)
    link = next(link for link in NAVIGATION if link.url_name == "desk_coursework")
    assert link.count() == 2
