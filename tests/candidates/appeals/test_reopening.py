"""A refusal that an appeal overturns: the application is with the office again, and somebody else decides."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from candidates.appeals import judging, services
from candidates.journey import services as journey
from candidates.journey.models import Candidacy
from lsscert.letters.models import Letter
from lsscert.money.models import Invoice
from lsscert.policy.models import PolicyRow
from lsscert.refused import Refused
from tests import people
from tests.people import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
DAY = timedelta(days=1)
Status = Candidacy.Status


@pytest.fixture
def refused_by():
    return people.staff("Who Decided")


@pytest.fixture
def candidacy(refused_by):
    applicant = people.applicant(posts=[people.post()])
    return journey.refuse(candidacy=applicant, reason="No diploma.", by=refused_by, now=NOW)


def overturned(candidacy: Candidacy, now: Any = NOW + 2 * DAY) -> Candidacy:
    said: dict[str, Any] = {"by": candidacy.person, "now": now}
    appeal = services.give_notice(
        candidacy=candidacy, kind="eligibility", ref=candidacy.ref, words="I have one.", **said
    )
    appeal = services.give_reasons(appeal=appeal, words="It was with the application.", **said)
    answer = judging.answer(
        appeal=appeal, followed=False, fair=True, words="It was overlooked.", by=people.staff(), now=now
    )
    assert answer.state == "sent_back"
    candidacy.refresh_from_db()
    return candidacy


def test_it_is_open_again_with_a_new_invoice_at_the_old_price(candidacy):
    void = Invoice.objects.get(enrolment_fee__candidacy=candidacy)
    PolicyRow.objects.create(key="price.enrolment", value="400", effective_from=TODAY + DAY)
    overturned(candidacy)
    assert (candidacy.state, candidacy.closed_on) == (Status.SUBMITTED, None)
    invoice = Invoice.objects.get(enrolment_fee__candidacy=candidacy)
    assert (void.state, invoice.state, invoice.total) == ("cancelled", "issued", Decimal(350))
    assert invoice != void
    bodies = Letter.objects.filter(kind="application_received").order_by("pk").values_list("body", flat=True)
    assert len(bodies) == 2
    assert "Your appeal was right" in bodies[1]
    assert invoice.number in bodies[1]


def test_what_was_paid_went_back_so_the_place_is_to_be_paid_again(refused_by):
    candidacy = people.applicant()
    people.pay(candidacy, by=refused_by)
    refused = journey.refuse(candidacy=candidacy, reason="No diploma.", by=refused_by, now=NOW)
    again = overturned(refused)
    assert (again.settled_on, again.enrolment_fee.invoice.left) == (None, Decimal(350))
    accepted = journey.accept(candidacy=again, by=people.staff("Another"), now=NOW + 3 * DAY)
    people.pay(accepted, by=refused_by, now=NOW + 3 * DAY)
    accepted.refresh_from_db()
    assert accepted.state == Status.ACTIVE


def test_who_refused_it_does_not_decide_again(candidacy, refused_by):
    overturned(candidacy)
    for act in (journey.refuse, journey.accept):
        with pytest.raises(Refused) as no, transaction.atomic():
            act(candidacy=candidacy, reason="As before.", by=refused_by, now=NOW + 3 * DAY)
        assert no.value.code == "decided_before"
    accepted = journey.accept(candidacy=candidacy, by=people.staff("Another"), now=NOW + 3 * DAY)
    assert accepted.state == Status.ACCEPTED


def test_a_new_refusal_is_told_and_can_be_appealed_like_the_first(candidacy):
    overturned(candidacy)
    again = {"candidacy": candidacy, "by": people.staff("Another"), "now": NOW + 3 * DAY}
    journey.refuse(reason="It is no diploma.", **again)
    bodies = Letter.objects.filter(kind="application_refused").order_by("pk").values_list("body", flat=True)
    assert ["No diploma." in bodies[0], "It is no diploma." in bodies[1]] == [True, True]
    assert overturned(candidacy, NOW + 4 * DAY).state == Status.SUBMITTED
    assert candidacy.appeals.filter(state="sent_back").count() == 2


def test_who_applied_again_meanwhile_keeps_the_newer_one(candidacy):
    newer = people.applicant(candidacy.person, posts=[people.post()])
    overturned(candidacy)
    newer.refresh_from_db()
    assert (candidacy.state, newer.state) == (Status.NOT_ELIGIBLE, Status.SUBMITTED)
    assert Letter.objects.filter(kind="appeal_step", occasion__endswith=":sent_back").count() == 1
