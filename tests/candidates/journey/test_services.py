"""From application to certificate: what is allowed, what is refused, and what is written beside it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from candidates.journey import services
from candidates.journey.models import Candidacy
from lsscert.letters.models import Letter
from lsscert.money.models import Refund
from lsscert.refused import Refused
from tests import people
from tests.people import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
Status = Candidacy.Status


def codes(candidacy: Candidacy) -> list[str]:
    return list(candidacy.facts.order_by("id").values_list("code", flat=True))


def test_submitting_writes_rows_invoice_fact_and_letter_together():
    candidacy = people.applicant()
    assert candidacy.state == Status.SUBMITTED
    assert candidacy.application.posts.count() == 1
    assert candidacy.enrolment_fee.invoice.total == Decimal("350.00")
    assert codes(candidacy) == ["application_submitted", "invoice_issued"]
    assert Letter.objects.get(kind="application_received").address == candidacy.person.email


def test_a_member_is_invoiced_the_member_price():
    assert people.applicant(ala_member_number="0123").enrolment_fee.invoice.total == Decimal("325.00")


def test_when_the_invoice_cannot_be_issued_nothing_of_the_application_stays(monkeypatch: pytest.MonkeyPatch):
    someone = people.person()
    monkeypatch.setattr("lsscert.money.services.next_number", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        people.applicant(someone)
    assert not someone.candidacies.exists()
    assert not Letter.objects.exists()


def test_a_second_open_application_is_refused_and_by_the_database_too():
    candidacy = people.applicant()
    with pytest.raises(Refused) as no:
        people.applicant(candidacy.person)
    assert no.value.code == "already_applied"
    with pytest.raises(IntegrityError), transaction.atomic():
        Candidacy.objects.create(person=candidacy.person, applied_at=NOW)


def test_a_certified_person_is_sent_to_renewal():
    candidacy = people.applicant()
    Candidacy.objects.filter(pk=candidacy.pk).update(state=Status.CERTIFIED)
    with pytest.raises(Refused) as no:
        people.applicant(candidacy.person)
    assert no.value.code == "already_certified"


def test_accepting_before_payment_waits_for_it():
    candidacy = people.accepted()
    assert (candidacy.state, candidacy.accepted_on, candidacy.deadline) == (
        Status.ACCEPTED,
        TODAY,
        date(2030, 3, 2),
    )
    assert candidacy.edition == "2012-10"
    people.pay(candidacy, by=people.staff())
    candidacy.refresh_from_db()
    assert (candidacy.state, candidacy.active_since) == (Status.ACTIVE, TODAY)
    assert Letter.objects.filter(kind="now_active").count() == 1


def test_paying_before_acceptance_makes_active_on_acceptance():
    candidacy, office = people.applicant(), people.staff()
    people.pay(candidacy, by=office)
    candidacy.refresh_from_db()
    assert (candidacy.state, candidacy.settled_on) == (Status.SUBMITTED, TODAY)
    services.accept(candidacy=candidacy, by=office, now=NOW)
    candidacy.refresh_from_db()
    assert candidacy.state == Status.ACTIVE


def test_accepting_on_29_february_ends_on_29_february_four_years_later():
    leap = people.NOW.replace(year=2028, month=2, day=29)
    assert people.accepted(now=leap).deadline == date(2032, 2, 29)


def test_accepting_against_the_rule_needs_a_reason():
    candidacy = people.applicant(posts=[people.post(hours_per_week=Decimal(5))])
    with pytest.raises(Refused) as no:
        services.accept(candidacy=candidacy, by=people.staff(), now=NOW)
    assert no.value.code == "reason_needed"
    services.accept(
        candidacy=candidacy, by=people.staff(), now=NOW, reason="Her school library closed in summer."
    )
    candidacy.refresh_from_db()
    assert candidacy.state == Status.ACCEPTED
    assert candidacy.application.decision_reason == "Her school library closed in summer."


def test_refusing_needs_a_reason_voids_the_invoice_and_sends_the_money_back():
    candidacy, office = people.applicant(), people.staff()
    people.pay(candidacy, by=office)
    with pytest.raises(Refused):
        services.refuse(candidacy=candidacy, reason=" ", by=office, now=NOW)
    services.refuse(candidacy=candidacy, reason="Too few hours.", by=office, now=NOW)
    candidacy.refresh_from_db()
    invoice = candidacy.enrolment_fee.invoice
    assert (candidacy.state, invoice.state, invoice.left) == (Status.NOT_ELIGIBLE, "cancelled", 0)
    assert [refund.amount for refund in Refund.objects.filter(payment__payer=candidacy.person)] == [350]
    assert "Too few hours." in Letter.objects.get(kind="application_refused").body


def test_a_decision_is_made_once():
    candidacy, office = people.accepted(), people.staff()
    for act in (
        lambda: services.accept(candidacy=candidacy, by=office, now=NOW),
        lambda: services.refuse(candidacy=candidacy, reason="No.", by=office, now=NOW),
    ):
        with pytest.raises(Refused) as no:
            act()
        assert no.value.code == "already_decided"


def test_withdrawing_frees_the_way_to_apply_again():
    candidacy = people.applicant()
    services.withdraw_application(candidacy=candidacy, by=candidacy.person, now=NOW)
    assert people.applicant(candidacy.person).state == Status.SUBMITTED


@pytest.mark.parametrize(("days", "goes"), [(0, True), (30, True), (31, False)])
def test_the_whole_fee_goes_back_within_thirty_days_of_settling(days: int, goes: bool):
    candidacy = people.active()
    later = NOW + timedelta(days=days)
    if goes:
        services.withdraw_application(candidacy=candidacy, by=candidacy.person, now=later)
        assert [refund.amount for refund in Refund.objects.filter(payment__payer=candidacy.person)] == [350]
        return
    with pytest.raises(Refused) as no:
        services.withdraw_application(candidacy=candidacy, by=candidacy.person, now=later)
    assert no.value.code == "refund_window_over"


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        (("ACC", "CAT"), "elective_count"),
        (("ACC", "CAT", "REF", "SUP"), "elective_count"),
        (("ACC", "CAT", "FLS"), "not_an_elective"),
    ],
)
def test_exactly_three_electives(chosen: tuple[str, ...], code: str):
    candidacy = people.active()
    with pytest.raises(Refused) as no:
        services.choose_electives(
            candidacy=candidacy, sets=people.electives(*chosen), by=candidacy.person, now=NOW
        )
    assert no.value.code == code
    assert not candidacy.electives.exists()


def test_an_achieved_elective_stays_chosen():
    candidacy = people.active()
    services.choose_electives(candidacy=candidacy, sets=people.electives(), by=candidacy.person, now=NOW)
    people.achieve(candidacy, "CAT")
    with pytest.raises(Refused) as no:
        services.choose_electives(
            candidacy=candidacy, sets=people.electives("ACC", "REF", "SUP"), by=candidacy.person, now=NOW
        )
    assert no.value.code == "achieved_elective"
    assert "Cataloging" in str(no.value)


def test_choosing_the_same_again_writes_no_second_fact():
    candidacy = people.active()
    for _ in range(2):
        services.choose_electives(candidacy=candidacy, sets=people.electives(), by=candidacy.person, now=NOW)
    assert codes(candidacy).count("electives_chosen") == 1


def test_nothing_is_achieved_before_being_active():
    with pytest.raises(Refused) as no:
        people.achieve(people.accepted(), "FLS")
    assert no.value.code == "not_active"


def test_a_set_is_achieved_once_and_can_be_annulled():
    candidacy = people.active()
    first, second = people.achieve(candidacy, "FLS"), people.achieve(candidacy, "FLS")
    assert first == second
    assert services.progress_of(candidacy).done == 1
    services.annul_achievement(achievement=first, why="Wrong course.", by=people.staff(), now=NOW)
    assert services.progress_of(candidacy).done == 0
    assert Letter.objects.get(kind="set_achieved", occasion=first.ref).state == Letter.Status.WITHDRAWN
    assert people.achieve(candidacy, "FLS") != first


def test_certifying_needs_six():
    candidacy = people.active()
    for code in ("FLS", "COM", "TEC", "ACC", "CAT"):
        people.achieve(candidacy, code)
    candidacy.refresh_from_db()
    with pytest.raises(Refused) as no:
        services.certify(candidacy=candidacy, by=people.staff(), now=NOW)
    assert no.value.code == "sets_missing"
    people.achieve(candidacy, "REF")
    services.certify(candidacy=candidacy, by=people.staff(), now=NOW)
    assert Candidacy.objects.get(pk=candidacy.pk).state == Status.CERTIFIED


def test_four_electives_do_not_make_up_for_a_required_set():
    candidacy = people.active()
    for code in ("FLS", "COM", "ACC", "CAT", "REF", "SUP"):
        people.achieve(candidacy, code)
    assert services.progress_of(candidacy).complete is False
    assert services.progress_of(candidacy).missing_required == ("TEC",)


def test_the_database_refuses_an_active_candidacy_that_nobody_settled():
    candidacy = people.accepted()
    with pytest.raises(IntegrityError), transaction.atomic():
        Candidacy.objects.filter(pk=candidacy.pk).update(state=Status.ACTIVE)


def test_policy_of_the_day_counts_not_that_of_today():
    """A later price does not touch an invoice; a later rule does not touch an application."""
    from lsscert.policy import services as policy
    from lsscert.policy.models import PolicyRow

    candidacy = people.applicant()
    later = TODAY + timedelta(days=1)
    PolicyRow.objects.create(key="price.enrolment", value="400.00", effective_from=later)
    PolicyRow.objects.create(key="eligibility.hours", value="9000", effective_from=later)
    assert policy.at("price.enrolment", TODAY) == Decimal("350.00")
    assert candidacy.enrolment_fee.invoice.total == Decimal("350.00")
    after = NOW + timedelta(days=3)
    assert services.accept(candidacy=candidacy, by=people.staff(), now=after).state == Status.ACCEPTED
    assert people.applicant(now=after).enrolment_fee.invoice.total == Decimal("400.00")
