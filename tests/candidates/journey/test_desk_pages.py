"""Applications at the desk: the rule is shown, the decision is taken once, the list does not grow a query per row."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.journey.models import Candidacy
from tests import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
LIST = "/desk/applications/"


def test_accepting_by_the_button():
    candidacy = people.applicant()
    client = people.signed_in(people.staff())
    page = client.get(f"{LIST}{candidacy.ref}/").content.decode()
    assert "Both conditions are met" in page
    assert f"Invoice {candidacy.enrolment_fee.invoice.number}" in page
    assert page.count('<li class="tone-done">') == 2
    assert client.post(f"{LIST}{candidacy.ref}/", {"decision": "accept"}).status_code == 302
    candidacy.refresh_from_db()
    assert candidacy.state == Candidacy.Status.ACCEPTED


def test_refusing_without_a_reason_says_so_and_keeps_the_state():
    candidacy = people.applicant()
    answer = people.signed_in(people.staff()).post(f"{LIST}{candidacy.ref}/", {"decision": "refuse"})
    assert answer.status_code == 422
    assert "Write the reason" in answer.content.decode()
    candidacy.refresh_from_db()
    assert candidacy.state == Candidacy.Status.SUBMITTED


@pytest.mark.parametrize("decision", ["", "maybe", "accept\x00"])
def test_no_such_decision(decision: str):
    candidacy = people.applicant()
    answer = people.signed_in(people.staff()).post(f"{LIST}{candidacy.ref}/", {"decision": decision})
    assert answer.status_code == 422
    candidacy.refresh_from_db()
    assert candidacy.state == Candidacy.Status.SUBMITTED


def test_the_second_of_two_staff_is_told():
    candidacy = people.applicant()
    first, second = people.signed_in(people.staff()), people.signed_in(people.staff("Other Office"))
    first.post(f"{LIST}{candidacy.ref}/", {"decision": "accept"})
    answer = second.post(f"{LIST}{candidacy.ref}/", {"decision": "refuse", "reason": "No."}, follow=True)
    assert "decided already" in answer.content.decode()


def test_a_correction_and_a_flag_are_shown_to_staff():
    from decimal import Decimal

    candidacy = people.applicant(
        posts=[
            people.post(
                hours_per_week=Decimal(61),
                corrected_hours=Decimal(1900),
                correction_note="Overtime all summer",
            )
        ]
    )
    page = people.signed_in(people.staff()).get(f"{LIST}{candidacy.ref}/").content.decode()
    assert "Overtime all summer" in page
    assert "Look at this" in page


@pytest.mark.parametrize("show", ["waiting", "decided"])
def test_the_list_takes_the_same_queries_for_one_and_three(show: str):
    client = people.signed_in(people.staff())

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(LIST, {"show": show}).status_code == 200
        return len(seen)

    make = people.applicant if show == "waiting" else people.accepted
    make()
    one = queries()
    make(), make()
    assert queries() == one
    assert client.get(LIST, {"show": show}).content.count(b"Maria Delgado-Ruiz") == 3
