from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.functional import Promise

from candidates.journey.models import Candidacy
from candidates.journey.services import choose_electives
from lsscert import clock
from lsscert.accounts.models import Person
from lsscert.desk.history import reading
from lsscert.desk.history.changes import tracked_fields
from lsscert.desk.history.names import FIELDS, KINDS, field_name, kind_name
from lsscert.desk.history.scope import tracked_model
from lsscert.desk.ours import our_events
from tests import people
from tests.candidates.certificates import holders
from tests.lsscert.desk.counting import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
HISTORY = "/desk/history/"


def lines(query: str = "", viewer: Person | None = None) -> list[reading.Line]:
    answer = people.signed_in(viewer or people.staff("Vera Viewer")).get(f"{HISTORY}?{query}")
    assert answer.status_code == 200
    return list(answer.context["page"])


def accept_by_hand(candidacy: Candidacy, office: Person) -> None:
    """Through the page, so that history knows who was signed in."""
    people.signed_in(office).post(reverse("desk_application", args=[candidacy.ref]), {"decision": "accept"})


def test_it_tells_what_changed_from_what_to_what_and_by_whom() -> None:
    candidacy = people.applicant()
    accept_by_hand(candidacy, people.staff("Otto Office"))
    changed = next(line for line in lines(f"object={candidacy.ref}") if line.ref == candidacy.ref)
    assert (changed.who, changed.label) == ("Otto Office", "update")
    assert changed.path == reverse("desk_application", args=[candidacy.ref])
    said = {str(change.field): (change.before, change.after) for change in changed.changes}
    assert said["state"] == ("application received", "accepted, not settled")
    assert said["accepted on"][0] == ""
    assert "applied" not in said


def test_what_points_at_the_object_is_included_and_nothing_else() -> None:
    candidacy, other = people.active(), people.active()
    kinds = {str(line.kind) for line in lines(f"object={candidacy.ref}")}
    assert {"candidacy", "application", "enrolment fee"} <= kinds
    refs = {line.ref for line in lines(f"object={candidacy.ref}")}
    assert other.ref not in refs
    assert other.application.ref not in refs


def test_an_invoice_and_a_certificate_are_found_by_their_numbers() -> None:
    certificate = holders.issued()
    invoice = certificate.candidacy.enrolment_fee.invoice
    assert invoice.ref in {line.ref for line in lines(f"object={invoice.number}")}
    assert certificate.ref in {line.ref for line in lines(f"object={certificate.number.lower()}")}
    assert lines("object=nothing-of-ours") == []


def test_a_deleted_row_is_still_told_of() -> None:
    candidacy = people.active()
    choose_electives(candidacy=candidacy, sets=people.electives(), by=candidacy.person, now=people.NOW)
    gone = candidacy.electives.first()
    choose_electives(
        candidacy=candidacy, sets=people.electives("ACC", "CAT", "YOU"), by=candidacy.person, now=people.NOW
    )
    assert [line.label for line in lines(f"object={gone.ref}")] == ["delete", "insert"]


def test_it_narrows_by_kind_and_by_who_did_it() -> None:
    first, second = people.applicant(), people.applicant()
    accept_by_hand(first, people.staff("Otto Office"))
    accept_by_hand(second, people.staff("Ida Other"))
    by_otto = lines("by=otto")
    assert {line.who for line in by_otto} == {"Otto Office"}
    assert first.ref in {line.ref for line in by_otto}
    assert second.ref not in {line.ref for line in by_otto}
    assert {str(line.kind) for line in lines("kind=candidates.Candidacy")} == {"candidacy"}
    assert lines("by=nobody+of+that+name") == []


def test_it_narrows_by_days_both_included() -> None:
    people.applicant()
    today = clock.today()
    before, after = today - timedelta(days=1), today + timedelta(days=1)
    assert lines(f"since={today}&until={today}")
    assert lines(f"until={before}") == []
    assert lines(f"since={after}") == []


def test_pages_follow_one_another_without_skipping_or_repeating(monkeypatch: pytest.MonkeyPatch) -> None:
    for _each in range(4):
        people.active()
    viewer = people.staff("Vera Viewer")
    monkeypatch.setattr(reading, "SIZE", 10_000)
    everything = [(line.kind, line.ref, line.label, line.changes) for line in lines(viewer=viewer)]
    monkeypatch.setattr(reading, "SIZE", 7)
    client, seen = people.signed_in(viewer), []
    query: str | None = ""
    while query is not None:
        page = client.get(f"{HISTORY}{query}").context["page"]
        assert len(page) <= 7
        seen += [(line.kind, line.ref, line.label, line.changes) for line in page]
        query = page.next_url
    assert len(seen) > 50
    assert sorted(seen, key=str) == sorted(everything, key=str)


def test_a_filter_stays_while_paging(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SIZE", 2)
    for _each in range(3):
        people.applicant()
    client = people.signed_in(people.staff())
    page = client.get(f"{HISTORY}?kind=candidates.Candidacy").context["page"]
    assert "kind=candidates.Candidacy" in page.next_url
    further = client.get(f"{HISTORY}{page.next_url}").context["page"]
    assert {str(line.kind) for line in further} == {"candidacy"}
    assert further.first_url == "?kind=candidates.Candidacy"


@pytest.mark.parametrize(
    "query",
    [
        "from=forged",
        "from=" + "x" * 5000,
        "since=yesterday",
        "until=2026-02-30",
        "kind=no.Such",
        "object=%00%00&by=%ED%A0%80",
        "object=" + "9" * 300,
        "by=" + "a" * 5000,
        "since=0001-01-01&until=9999-12-31",
    ],
)
def test_junk_is_answered_in_words(query: str) -> None:
    people.applicant()
    answer = people.signed_in(people.staff()).get(f"{HISTORY}?{query}")
    assert answer.status_code == 200
    assert 'name="since"' in answer.content.decode()


def test_a_date_that_is_none_is_said_beside_its_field() -> None:
    page = people.signed_in(people.staff()).get(f"{HISTORY}?since=yesterday").content.decode()
    assert "Enter a valid date." in page


def test_it_asks_the_same_for_one_and_for_three() -> None:
    client = people.signed_in(people.staff("Olga Office"))
    people.applicant()
    path = f"{HISTORY}?kind=candidates.Candidacy"
    one = queries_of(client, path)
    people.applicant()
    people.applicant()
    assert queries_of(client, path) == one


def test_every_record_and_field_that_is_tracked_has_a_name_for_people() -> None:
    for events in our_events():
        assert str(kind_name(tracked_model(events)))
        for field in tracked_fields(events):
            assert isinstance(field_name(field), Promise), (
                f"{field}: name it in lsscert/desk/history/names.py"
            )


def test_no_name_is_kept_for_what_is_not_tracked() -> None:
    assert set(KINDS) == {tracked_model(events)._meta.label for events in our_events()}
    fields = {field.name for events in our_events() for field in tracked_fields(events)}
    assert set(FIELDS) - fields == set()


def test_a_link_that_confirms_a_name_is_not_told() -> None:
    certificate = holders.issued()
    page = people.signed_in(people.staff()).get(f"{HISTORY}?object={certificate.ref}").content.decode()
    assert certificate.number in page
    assert certificate.link_token not in page
