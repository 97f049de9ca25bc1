"""Pages after the award: whose they are, and what can be done on them next."""

from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from candidates.journey.models import Candidacy
from lsscert.accounts.models import Person
from lsscert.letters.models import Letter
from lsscert.money import paying as paying_money
from scholarships.awarding.models import Award
from scholarships.following import claiming, services
from scholarships.following.models import Claim, FollowUp
from scholarships.rounds.models import Round
from tests import people
from tests.candidates.coursework.made import proof
from tests.scholarships import making as base
from tests.scholarships.following import making
from tests.scholarships.making import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy", "real_standard")]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lsscert.clock.now", lambda: NOW)


def words(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


def by(someone: Person) -> Client:
    return people.signed_in(someone)


def accepted(**said: Any) -> Award:
    award = making.offered(making.announced(**said))
    return services.accept(award=award, by=award.person, now=NOW)


def claim_of(award: Award) -> Claim:
    shown = claiming.Shown(
        spent={None: Decimal(180)},
        completed_on=TODAY,
        completion=proof("done.png"),
        payment=proof("receipt.png"),
    )
    return claiming.send(award=award, shown=shown, by=award.person, now=NOW)


def test_from_accepting_to_being_paid_by_its_pages() -> None:
    award = making.offered(making.announced())
    own, ref, client = reverse("my_award", args=[award.round.ref]), award.round.ref, by(award.person)
    assert "Accept it by the end of" in words(client.get(own))
    client.post(own, {"accept": "1"})
    assert reverse("my_claim", args=[ref]) in words(client.get(own))
    typed = {"completed_on": TODAY.isoformat(), "spent-all": "180.00"}
    page = client.post(reverse("my_claim", args=[ref]), typed)
    assert page.status_code == 422
    assert "180.00" in words(page)  # what was typed is still there
    client.post(
        reverse("my_claim", args=[ref]), typed | {"completion": proof("a.png"), "payment": proof("b.png")}
    )
    claim = Claim.objects.get()
    theo = by(making.treasurer(award.round))
    url = reverse("committee_claim", args=[claim.ref])
    assert 'value="180.00"' in words(theo.get(url))
    assert reverse("committee_claim", args=[claim.ref]) in words(
        theo.get(reverse("committee_awards", args=[ref]))
    )
    amount = f"approve-form-amount-{claim.lines.get().ref}"
    assert "at most $180.00" in words(theo.post(url, {"approve": "1", amount: "200"}))
    theo.post(url, {"approve": "1", amount: "180"})
    paid = {"pay": "1", "pay-form-paid_on": TODAY.isoformat(), "pay-form-reference": "C-12"}
    theo.post(url, paid)
    assert theo.post(url, paid).status_code == 409  # the second click
    assert "C-12" in words(client.get(reverse("my_claim", args=[ref])))


def test_an_award_for_two_lines_is_claimed_and_approved_line_by_line() -> None:
    round_ = making.announced()
    award = making.offered(round_)
    fee, train = (
        award.application.costs.create(what=what, cost=100, asked=100, position=place)
        for place, what in enumerate(["Fee", "Train & bus"])
    )
    award.parts.update(cost=fee, amount=150)
    award.parts.create(cost=train, amount=50, fund=award.parts.get().fund)
    services.accept(award=award, by=award.person, now=NOW)
    client, url = by(award.person), reverse("my_claim", args=[round_.ref])
    assert "What you paid for “Train &amp; bus”" in words(client.get(url))
    files = {"completion": proof("a.png"), "payment": proof("b.png")}
    typed = {"completed_on": TODAY.isoformat(), f"spent-{fee.ref}": "", f"spent-{train.ref}": ""}
    assert "Say what you paid." in words(client.post(url, typed | files))
    files = {"completion": proof("a.png"), "payment": proof("b.png")}
    client.post(url, typed | files | {f"spent-{train.ref}": "60"})
    claim = Claim.objects.get()
    theo, desk = by(making.treasurer(round_)), reverse("committee_claim", args=[claim.ref])
    assert "At most $50.00." in words(theo.get(desk))
    name = f"approve-form-amount-{claim.lines.get().ref}"
    assert "at most $50.00: what was awarded for it" in words(theo.post(desk, {"approve": "1", name: "60"}))
    theo.post(desk, {"approve": "1", name: "49.99"})
    assert Claim.objects.get().approved_amount == Decimal("49.99")


def test_a_claim_is_seen_by_its_owner_and_its_own_treasurer_only() -> None:
    award = accepted()
    claim = claim_of(award)
    strangers = base.organisation("Strangers")
    nobody = [
        base.member(base.Role.TREASURER, of=strangers),
        base.member(base.Role.ORGANISER, of=award.round.organisation),
        base.member(base.Role.COMMITTEE, of=award.round.organisation),
        people.person("Nosy Neighbour"),
        people.staff(),
    ]
    for name in ("committee_claim", "committee_claim_completion", "committee_claim_payment"):
        url = reverse(name, args=[claim.ref])
        assert {by(each).get(url).status_code for each in nobody} <= {403, 404}
        assert by(making.treasurer(award.round)).get(url).status_code == 200
    for name in ("my_award", "my_claim", "my_claim_completion", "my_claim_payment"):
        url = reverse(name, args=[award.round.ref])
        assert {by(each).get(url).status_code for each in nobody} == {404}
        assert by(award.person).get(url).status_code == 200


def test_a_report_is_kept_while_it_is_typed_and_handed_in_once() -> None:
    award = accepted(report_due_on=TODAY)
    client, ref = by(award.person), award.round.ref
    url, save = reverse("my_award_report", args=[ref]), reverse("my_award_report_save", args=[ref])
    assert client.post(save, {"text": "I learnt\0 a lot", "version": "0"}).json()["version"] == 1
    assert client.post(save, {"text": "older tab", "version": "0"}).status_code == 409
    assert "I learnt a lot" in words(client.get(url))
    client.post(url, {"text": "I learnt a lot.", "hand_in": "1"})
    assert client.post(save, {"text": "late", "version": "1"}).status_code == 409
    assert FollowUp.objects.get().text == "I learnt a lot."
    assert Letter.objects.filter(kind="scholarship_report_received").count() == 1


def test_an_organiser_gives_more_time_takes_off_and_excuses() -> None:
    round_ = making.announced(report_due_on=TODAY)
    award, next_one = making.offered(round_), making.waiting(round_)
    client = by(base.member(base.Role.ORGANISER, of=round_.organisation))
    url = reverse("committee_award", args=[award.ref])
    early = {"extend": "1", "extend-until": TODAY.isoformat(), "extend-why": "Asked by phone"}
    assert "Choose a day after the present one" in words(client.post(url, early))
    client.post(url, early | {"extend-until": "2026-04-30"})
    award.refresh_from_db()
    assert award.accept_by.isoformat() == "2026-04-30"
    assert "30 April 2026" in Letter.objects.get(kind="scholarship_more_time").subject
    services.accept(award=award, by=award.person, now=NOW)
    client.post(url, {"excuse": "1", "excuse-why": "The conference was called off"})
    assert FollowUp.objects.get().excused_why == "The conference was called off"
    assert client.post(url, {"off": "1", "off-why": ""}).status_code == 422
    client.post(url, {"off": "1", "off-why": "It was called off"})
    award.refresh_from_db()
    assert award.state == Award.Status.TAKEN_OFF
    assert Award.objects.get(pk=next_one.pk).state == Award.Status.OFFERED
    assert "It was called off" in Letter.objects.get(kind="scholarship_taken_off").body


def test_who_paid_the_fee_already_is_told_before_accepting() -> None:
    award = making.offered(making.announced(purpose=Round.Purpose.FEE))
    people.applicant(award.person, region="Oregon")
    invoice = award.person.invoices.get()
    paying_money.record_cheque(
        invoice=invoice, amount=invoice.left, number="C", received_on=TODAY, by=people.staff(), now=NOW
    )
    url, client = reverse("my_award", args=[award.round.ref]), by(award.person)
    page = words(client.get(url))
    assert "is paid already" in page
    assert 'name="accept"' not in page
    assert client.post(url, {"accept": "1"}).status_code == 409
    assert Award.objects.get().state == Award.Status.OFFERED


def test_an_award_toward_the_fee_settles_an_accepted_candidate() -> None:
    award = making.offered(making.announced(purpose=Round.Purpose.FEE, amount=Decimal(350)), amount=350)
    candidacy = people.applicant(award.person, region="Oregon")
    from candidates.journey import services as journey

    journey.accept(candidacy=candidacy, by=people.staff(), now=NOW)
    by(award.person).post(reverse("my_award", args=[award.round.ref]), {"accept": "1"})
    assert Candidacy.objects.get().state == Candidacy.Status.ACTIVE


def test_the_report_of_a_year_counts_its_own_organisation_only() -> None:
    award = accepted(report_due_on=TODAY)
    stranger = accepted(draws_on=base.fund(of=base.organisation("Strangers")), title="Not for your eyes")
    client = by(making.treasurer(award.round))
    file = client.get(reverse("committee_report_file") + "?year=2026").content.decode()
    for page in (file, words(client.get(reverse("committee_report") + "?year=2026"))):
        assert award.round.title in page
        assert stranger.round.title not in page
    assert "accepted and kept,1\r\n" in file
    assert "reports asked for,1\r\n" in file
    for year in ("0000", "abcd", "²²²²", "999999"):
        assert client.get(reverse("committee_report"), {"year": year}).status_code == 200


def test_an_award_to_accept_stands_on_the_home_until_it_is_answered() -> None:
    award = making.offered(making.announced(title="To the spring conference"))
    client, own = by(award.person), reverse("my_award", args=[award.round.ref])
    home = words(client.get("/my/"))
    assert "To the spring conference" in home
    assert "$200.00 is yours if you accept it by" in home
    assert f'href="{own}"' in home
    services.decline(award=award, by=award.person, now=NOW)
    assert "if you accept it by" not in words(client.get("/my/"))
    other = making.offered(base.round_(state=Round.Status.DECIDED, title="Not announced"), "Somebody Else")
    assert "Not announced" in words(by(other.person).get("/my/"))
    assert "$200.00 is yours" not in words(by(other.person).get("/my/"))
