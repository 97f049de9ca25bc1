"""An award that is paid to a person: proofs, the treasurer's check, the money and its rest."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from lsscert.desk.invariants.scholarships import CHECKS
from lsscert.files.models import StoredFile
from lsscert.letters.models import Letter
from lsscert.money import funds
from lsscert.refused import Refused
from scholarships.applying.thread import entries
from scholarships.awarding.holding import Part
from scholarships.awarding.models import Award
from scholarships.following import claiming, services
from scholarships.following.models import Claim
from scholarships.rounds.models import Round, RoundFund
from tests.candidates.coursework.made import proof
from tests.scholarships import making as base
from tests.scholarships.following import making
from tests.scholarships.making import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]
Status = Claim.Status


def accepted(amount: int = 200, **said: Any) -> Award:
    award = making.offered(making.announced(**said), amount=amount)
    return services.accept(award=award, by=award.person, now=NOW)


def shown(spent: str = "180.00", **said: Any) -> claiming.Shown:
    facts = {"completed_on": TODAY, "completion": proof("done.png"), "payment": proof("receipt.png")}
    return claiming.Shown(spent=Decimal(spent), **facts | said)


def send(award: Award, *given: str, **said: Any) -> Claim:
    return claiming.send(award=award, shown=shown(*given, **said), by=award.person, now=NOW)


def refused(act: Any, **said: Any) -> str:
    with pytest.raises(Refused) as no:
        act(**said)
    return no.value.code


def approve(claim: Claim, amount: str, by: Any) -> Claim:
    return claiming.approve(claim=claim, amount=Decimal(amount), by=by, now=NOW)


def pay(claim: Claim, by: Any) -> Claim:
    return claiming.pay(claim=claim, paid_on=TODAY, reference="Cheque 12", by=by, now=NOW)


def test_what_was_spent_is_paid_and_the_rest_is_free_again() -> None:
    award = accepted()
    fund, theo = award.round.draws_on.get().fund, making.treasurer(award.round)
    claim = approve(send(award), "180.00", theo)
    assert (funds.free(fund), funds.promised(fund)) == (800, 200)
    pay(claim, theo)
    award.refresh_from_db()
    assert (award.state, award.amount) == (Award.Status.PAID, Decimal("180.00"))
    assert (funds.free(fund), funds.promised(fund)) == (Decimal("820.00"), 0)
    assert RoundFund.objects.get().drawn == Decimal("180.00")
    assert Round.objects.get().state == Round.Status.CLOSED  # its one award has ended
    assert [check.code for check in CHECKS if check.breaches()] == []
    letter = Letter.objects.get(kind="scholarship_claim_paid")
    assert letter.subject == "$180.00 is on its way to you"
    assert "Cheque 12" in letter.body
    assert refused(pay, claim=claim, by=theo) == "move_not_allowed"  # the second click
    told = [str(entry.sentence) for entry in entries(award.application)]
    assert {"You sent your proofs.", "$180.00 were paid to you."} <= set(told)


def test_two_funds_pay_in_their_order_and_what_is_not_needed_leaves_the_award() -> None:
    round_ = making.announced()
    first = round_.draws_on.get().fund
    trips = base.fund(300, of=round_.organisation, name="Trips")
    RoundFund.objects.create(round=round_, fund=trips, limit=300)
    award = making.offered(round_, parts=[Part(first, Decimal(45)), Part(trips, Decimal(60))])
    award = services.accept(award=award, by=award.person, now=NOW)
    theo = making.treasurer(round_)
    pay(approve(send(award, "40.00"), "40.00", theo), theo)
    award.refresh_from_db()
    assert [(part.fund.name, part.amount) for part in award.parts.all()] == [(first.name, Decimal(40))]
    assert (funds.free(first), funds.free(trips), funds.promised(trips)) == (960, 300, 0)
    assert [check.code for check in CHECKS if check.breaches()] == []


@pytest.mark.parametrize(("spent", "amount"), [("180.00", "180.01"), ("500.00", "200.01"), ("10.00", "0.00")])
def test_never_more_than_awarded_and_spent(spent: str, amount: str) -> None:
    award = accepted()
    claim = send(award, spent)
    assert refused(approve, claim=claim, amount=amount, by=making.treasurer(award.round)) == "too_much"


def test_something_missing_is_sent_again_and_the_old_file_goes() -> None:
    award = accepted()
    claim, theo = send(award), making.treasurer(award.round)
    assert refused(send, award=award) == "claim_here"
    claiming.ask(claim=claim, what="A receipt with the amount", by=theo, now=NOW)
    assert "A receipt with the amount" in Letter.objects.get(kind="scholarship_claim_asked").body
    before = StoredFile.objects.get(claim_of_payment=claim)
    again = send(award, completion=None, payment=proof("better.png"))
    assert (again.pk, again.state, again.asked_for) == (claim.pk, Status.SENT, "")
    assert again.completion == claim.completion
    assert not StoredFile.objects.filter(pk=before.pk).exists()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"completed_on": TODAY + timedelta(days=1)}, "completed_in_future"),
        ({"payment": None}, "proof_missing"),
        ({"completion": None}, "proof_missing"),
        ({"spent": "0"}, "nothing_spent"),
    ],
)
def test_what_a_claim_must_show(said: dict[str, Any], code: str) -> None:
    award, spent = accepted(), said.pop("spent", "180.00")
    with pytest.raises(Refused) as no:
        send(award, spent, **said)
    assert no.value.code == code
    assert not Claim.objects.exists()
    assert not StoredFile.objects.exists()


def test_the_librarys_share_is_asked_for_where_the_round_names_one() -> None:
    award = accepted(match_percent=50)
    with pytest.raises(Refused) as no:
        send(award)
    assert no.value.code == "match_missing"
    assert "$100.00" in str(no.value)
    assert send(award, match_paid=Decimal(100)).match_paid == 100


def test_nobody_decides_on_their_own_claim() -> None:
    award = accepted()
    claim = send(award)
    base.Membership.objects.create(
        person=award.person, organisation=award.round.organisation, role=base.Role.TREASURER
    )
    assert refused(approve, claim=claim, amount="1", by=award.person) == "claim_own"
    assert refused(services.take_off, award=award, by=award.person, now=NOW, why="") == "award_own"


def test_what_is_approved_is_not_ended_and_an_ended_one_is_not_paid() -> None:
    award, other = accepted(), accepted()
    theo = making.treasurer(award.round)
    approve(send(award), "180.00", theo)
    assert refused(services.decline, award=award, by=award.person, now=NOW) == "claim_approved"
    claim = send(other)
    services.decline(award=other, by=other.person, now=NOW)
    assert refused(approve, claim=claim, amount="1", by=theo) == "move_not_allowed"


def test_only_an_accepted_award_that_is_no_fee_is_claimed() -> None:
    offer = making.offered(making.announced())
    assert refused(send, award=offer) == "not_claimed"
    fee = making.offered(making.announced(purpose=Round.Purpose.FEE))
    services.accept(award=fee, by=fee.person, now=NOW)
    assert refused(send, award=fee) == "not_claimed"
