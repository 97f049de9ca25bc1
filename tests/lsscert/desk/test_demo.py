"""The demo's people are who the demo says they are, and their past holds together."""

import json
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from procrastinate.contrib.django.models import ProcrastinateJob

from candidates.certificates.models import Certificate, CertificateRequest
from candidates.coursework.models import Completion
from candidates.fees.seats.buying import usable
from candidates.journey.models import Candidacy, Fact, SetAchievement
from candidates.journey.services import progress_of
from lsscert import clock
from lsscert.accounts.models import Person
from lsscert.dates import months_later
from lsscert.desk.demo.people import MAIN, OTHERS, PASSWORD
from lsscert.desk.demo.seeding import seed
from lsscert.letters.models import Letter
from lsscert.money import funds
from lsscert.money.models import Payment, Transfer
from lsscert.policy import services as policy
from tests.house import House


def candidacy_of(person: Person) -> Candidacy:
    return person.candidacies.get()


def test_who_is_new_has_signed_up_and_nothing_else(house: House) -> None:
    assert not house["new"].candidacies.exists()
    assert house["new"].user.emailaddress_set.get().verified


def test_the_candidate_is_in_the_middle_of_it(house: House) -> None:
    candidacy = candidacy_of(house["candidate"])
    assert candidacy.state == Candidacy.Status.ACTIVE
    assert Payment.objects.get(payer=house["candidate"]).method == Payment.Method.CARD
    states = sorted(candidacy.completions.values_list("state", flat=True))
    assert states == ["refused", "reported", "verified", "withdrawn"]
    assert progress_of(candidacy).done == 1


def test_nearly_has_six_sets_and_has_not_asked(house: House) -> None:
    candidacy = candidacy_of(house["nearly"])
    assert candidacy.state == Candidacy.Status.ACTIVE
    assert progress_of(candidacy).complete
    assert not CertificateRequest.objects.filter(candidacy=candidacy).exists()
    assert Payment.objects.get(payer=house["nearly"]).method == Payment.Method.CHEQUE


def test_the_graduate_may_renew_today(house: House) -> None:
    certificate = Certificate.objects.get(candidacy__person=house["graduate"])
    opens = months_later(
        certificate.term_ends, -policy.at("renewal.opens_months_before", certificate.term_begins)
    )
    assert opens <= clock.today() <= certificate.term_ends


def test_the_sponsor_has_seats_in_every_stage(house: House) -> None:
    district = house["sponsor"].memberships.get(role="sponsor").organisation
    by_card, on_order = district.seat_orders.order_by("pk")
    assert sorted(by_card.seats.values_list("state", flat=True)) == [
        "free",
        "free",
        "redeemed",
        "redeemed",
        "revoked",
    ]
    assert by_card.invoice.settled
    assert by_card.seats.get(shares_progress=True).redeemed_by.person == house["ruth"]
    assert on_order.invoice.left == on_order.invoice.total
    assert usable(on_order)
    assert progress_of(candidacy_of(house["ruth"])).done == 2


def test_roles_are_as_told(house: House) -> None:
    for name in ("staff", "staff2"):
        assert house[name].memberships.get().role == "staff"
        assert not house[name].user.is_superuser
    assert house["admin"].user.is_superuser
    assert not house["admin"].memberships.exists()


def test_two_organisations_give_help_and_nobody_acts_for_both(house: House) -> None:
    division = house["committee1"].memberships.get(role="organiser").organisation
    others = house["lssirt"].memberships.get(role="organiser").organisation
    assert division != others
    assert set(division.memberships.values_list("person__email", "role")) == {
        ("committee1@demo.test", "organiser"),
        ("committee1@demo.test", "committee"),
        ("committee2@demo.test", "treasurer"),
        ("committee2@demo.test", "committee"),
        ("committee3@demo.test", "committee"),
    }
    assert funds.free(division.funds.get(name="Founding gift")) == 1000
    assert Payment.objects.get(payer=None, method=Payment.Method.AWARD, organisation=division)


def test_everybody_signs_in_with_the_password_that_is_printed(house: House) -> None:
    for each in (*MAIN, *OTHERS):
        assert house.people[each.email].user.check_password(PASSWORD)
        assert each.email.endswith("@demo.test")


def test_every_state_of_a_candidacy_and_of_a_completion_can_be_looked_at(house: House) -> None:
    for model in (Candidacy, Completion, CertificateRequest, Certificate):
        found = set(model.objects.values_list("state", flat=True))
        assert found == set(model.Status.values), model


def test_nothing_happened_in_the_future_or_in_the_wrong_order(house: House) -> None:
    now = clock.now()
    for candidacy in Candidacy.objects.prefetch_related("facts"):
        moments = [fact.at for fact in candidacy.facts.order_by("pk")]
        assert moments == sorted(moments)
        assert moments[0] == candidacy.applied_at
        assert moments[-1] < now
    assert Fact.objects.count() > 100


def test_their_letters_were_sent_when_they_were_written_and_none_goes_out_now(house: House) -> None:
    letters = Letter.objects.filter(state=Letter.Status.SENT)
    assert letters.count() > 50
    assert all(
        letter.sent_at and timedelta(0) < letter.sent_at - letter.written_at < timedelta(minutes=5)
        for letter in letters
    )
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent", "failed", "withdrawn"}
    assert letters.earliest("written_at").written_at < clock.now() - timedelta(days=1600)
    jobs = ProcrastinateJob.objects.filter(task_name="letters.deliver", status="todo")
    assert set(jobs.values_list("args__letter_id", flat=True)) <= set(
        Letter.objects.filter(state=Letter.Status.WITHDRAWN).values_list("pk", flat=True)
    )


def test_proofs_are_real_papers(house: House) -> None:
    completion = Completion.objects.filter(state=Completion.Status.VERIFIED).latest("pk")
    with default_storage.open(completion.proof.path) as content, pikepdf.open(content) as pdf:
        text = pdf.pages[0].Contents.read_bytes()
    assert completion.candidacy.person.name.encode() in text
    assert b"Made for a demonstration" in text


def test_running_it_again_changes_nothing(house: House) -> None:
    before = {
        model: model.objects.count() for model in (Person, Candidacy, Fact, Letter, SetAchievement, Transfer)
    }
    seed()
    assert {model: model.objects.count() for model in before} == before


def test_only_who_is_missing_comes_back(house: House) -> None:
    candidacy = candidacy_of(house["lena"])
    Candidacy.objects.filter(pk=candidacy.pk).update(person=house["new"])
    seed()
    assert candidacy_of(house["lena"]).state == Candidacy.Status.WITHDRAWN
    assert candidacy_of(house["new"]).pk == candidacy.pk


def test_the_file_names_people_states_and_secrets(house: House, tmp_path: Path) -> None:
    written = tmp_path / "demo.json"
    call_command("seed_demo", json=written)
    told = json.loads(written.read_text())
    assert told["password"] == PASSWORD
    by_email = {entry["email"]: entry for entry in told["people"]}
    assert by_email["candidate@demo.test"]["candidacy"] == candidacy_of(house["candidate"]).ref
    assert by_email["staff@demo.test"]["role"] == "staff"
    assert set(told["objects"]["candidates.Candidacy"]) == set(Candidacy.Status.values)
    for state, ref in told["objects"]["candidates.Candidacy"].items():
        assert Candidacy.objects.get(ref=ref).state == state


def test_the_table_tells_who_is_who(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("seed_demo")
    printed = capsys.readouterr().out
    for each in MAIN:
        assert each.email in printed
        assert each.can_try in printed
    assert PASSWORD in printed


def test_where_demo_people_are_not_possible_nothing_is_written(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings
    from django.core.management.base import CommandError

    monkeypatch.setattr(settings, "DEMO_PEOPLE", False)
    Person.objects.filter(email="lena@demo.test").update(email="gone@demo.test")
    with pytest.raises(CommandError, match="not possible"):
        call_command("seed_demo")
