"""Money that was paid to a person comes back into its fund: never more than was paid, and noted once."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from lsscert.desk.invariants.scholarships import CHECKS
from lsscert.letters.models import Letter
from lsscert.money import funds
from lsscert.refused import Refused
from scholarships.applying.thread import entries
from scholarships.awarding.models import Award
from scholarships.following.giving_back import Arrived, give_back
from scholarships.following.models import Claim, FollowUp, FreePlace, MoneyBack
from scholarships.rounds.models import Round
from tests import people
from tests.scholarships import making as base
from tests.scholarships.following import making
from tests.scholarships.following.test_claims import accepted, approve, pay, send, trip
from tests.scholarships.making import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]


def paid(**said: Any) -> Claim:
    """$180 of an award of $200."""
    award = accepted(**said)
    theo = making.treasurer(award.round)
    return pay(approve(send(award), "180", by=theo), theo)


def theo(claim: Claim) -> Any:
    return claim.paid_by


def back(claim: Claim, *amounts: str, **said: Any) -> Claim:
    """So much for each part that is left."""
    by = said.pop("by", theo(claim))
    each = {
        part.pk: Decimal(amount)
        for part, amount in zip(claim.award.parts.order_by("pk"), amounts, strict=True)
    }
    facts = {"on": TODAY, "why": "They did not go", "seen": claim.back} | said
    return give_back(claim=claim, arrived=Arrived(amounts=each, **facts), by=by, now=NOW)


def refused(claim: Claim, *amounts: str, **said: Any) -> str:
    with pytest.raises(Refused) as no:
        back(claim, *amounts, **said)
    return no.value.code


def broken() -> list[str]:
    return [check.code for check in CHECKS if check.breaches()]


def test_a_part_comes_back_and_is_free_in_its_fund() -> None:
    claim = paid()
    fund = claim.award.parts.get().fund
    claim = back(claim, "80", reference="Cheque 7")
    assert (claim.back, funds.free(fund), funds.standings([fund])[fund.pk].paid) == (80, 900, 100)
    award = Award.objects.get()
    assert (award.state, award.amount) == (Award.Status.PAID, 100)
    assert Letter.objects.get(kind="scholarship_came_back").subject == "$80.00 came back: thank you"
    assert "$80.00 came back from you." in [str(entry.sentence) for entry in entries(award.application)]
    claim = back(claim, "50")
    assert (claim.back, MoneyBack.objects.count(), funds.free(fund)) == (130, 2, 950)
    assert broken() == []


def test_all_of_it_ends_the_award_and_nothing_is_asked_for_any_more() -> None:
    claim = paid(report_due_on=TODAY + timedelta(days=60))
    back(claim, "180")
    award = Award.objects.get()
    assert (award.state, award.parts.count(), Round.objects.get().awarded) == (Award.Status.TAKEN_OFF, 0, 0)
    assert not FollowUp.objects.exists()
    assert funds.free(claim.given_back.get().fund) == 1000
    assert refused(Claim.objects.get()) == "nothing_back"
    assert broken() == []


def test_while_the_round_is_open_its_place_is_free_as_well() -> None:
    claim = paid(places=2)
    other = making.offered(claim.award.round, "Otto Other")
    Round.objects.update(state=Round.Status.ANNOUNCED)
    back(claim, "180")
    assert FreePlace.objects.get().left_by == claim.award
    assert Award.objects.get(pk=other.pk).state == Award.Status.OFFERED
    assert broken() == []


def test_each_part_takes_back_what_it_paid() -> None:
    award, fee, train = trip()
    by = making.treasurer(award.round)
    claim = pay(approve(send(award, {fee.pk: "100", train.pk: "50"}), "100", "50", by=by), by)
    assert refused(claim, "0", "10.01", "0") == "too_much"  # of the $10 the second fund gave to the fee
    back(claim, "0", "10", "20")
    rows = [(row.fund.name, row.cost, row.amount) for row in MoneyBack.objects.order_by("pk")]
    assert rows == [("Trips", fee, 10), ("Fund 1", train, 20)]
    assert [part.amount for part in award.parts.order_by("pk")] == [90, 30]
    assert broken() == []


@pytest.mark.parametrize(
    ("amount", "said", "code"),
    [
        ("180.01", {}, "too_much"),
        ("-1", {}, "too_much"),
        ("0", {}, "nothing_back"),
        ("5", {"on": TODAY + timedelta(days=1)}, "received_in_future"),
        ("5", {"on": TODAY - timedelta(days=1)}, "before_paid"),
        ("5", {"seen": Decimal(5)}, "stale"),
    ],
)
def test_what_cannot_come_back(amount: str, said: dict[str, Any], code: str) -> None:
    claim = paid()
    assert refused(claim, amount, **said) == code
    assert not MoneyBack.objects.exists()


def test_the_second_click_and_ones_own_are_refused() -> None:
    claim = paid()
    back(claim, "80")
    assert refused(claim, "80") == "stale"
    claim.refresh_from_db()
    assert refused(claim, "1", by=claim.award.person) == "claim_own"
    waits = send(accepted())
    assert refused(waits, "1", by=theo(claim)) == "not_paid"


@pytest.mark.parametrize("change", [{"back": Decimal("180.01")}, {"back": -1}, {"back": 1, "state": "sent"}])
def test_the_database_refuses_more_than_was_paid(change: dict[str, Any]) -> None:
    claim = paid()
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(**change)


def test_by_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lsscert.clock.now", lambda: NOW)
    claim = paid()
    name, url = f"back-form-back-{claim.award.parts.get().ref}", reverse("committee_claim", args=[claim.ref])
    client, own = people.signed_in(theo(claim)), people.signed_in(claim.award.person)
    typed = {
        "back": "1",
        name: "200",
        "back-form-on": TODAY.isoformat(),
        "back-form-why": "The bus broke down",
    }
    typed["back-form-seen"] = "0.00"
    page = client.post(url, typed)
    assert page.status_code == 409
    assert 'value="200"' in page.content.decode()  # what was typed is still there
    assert client.post(url, typed | {name: "100"}).status_code == 302
    assert client.post(url, typed | {name: "80"}).status_code == 409  # the other window
    assert Claim.objects.get().back == 100
    organiser = people.signed_in(base.member(base.Role.ORGANISER, of=claim.award.round.organisation))
    for shown in (
        client.get(url),
        own.get(reverse("my_award", args=[claim.award.round.ref])),
        organiser.get(reverse("committee_award", args=[claim.award.ref])),
    ):
        assert "The bus broke down" in shown.content.decode()
