"""An award that is paid to a person: proofs, the treasurer's check, the money and its rest."""

from datetime import timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from lsscert.desk.invariants.scholarships import CHECKS
from lsscert.files.models import StoredFile
from lsscert.letters.models import Letter
from lsscert.money import funds
from lsscert.refused import Refused
from scholarships.applying.models import CostLine
from scholarships.applying.thread import entries
from scholarships.awarding.holding import Part
from scholarships.awarding.models import Award
from scholarships.following import checking, claiming, services
from scholarships.following.models import Claim, ClaimLine
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


def shown(spent: Any = "180.00", **said: Any) -> claiming.Shown:
    """One sum, or one for each line of the budget."""
    facts = {"completed_on": TODAY, "completion": proof("done.png"), "payment": proof("receipt.png")}
    each = spent if isinstance(spent, dict) else {None: spent}
    return claiming.Shown(spent={line: Decimal(amount) for line, amount in each.items()}, **facts | said)


def send(award: Award, *given: Any, **said: Any) -> Claim:
    return claiming.send(award=award, shown=shown(*given, **said), by=award.person, now=NOW)


def refused(act: Any, **said: Any) -> str:
    with pytest.raises(Refused) as no:
        act(**said)
    return no.value.code


def approve(claim: Claim, *amounts: str, by: Any) -> Claim:
    lines = claim.lines.order_by("cost__position", "pk")
    each = {line.pk: Decimal(amount) for line, amount in zip(lines, amounts, strict=True)}
    return checking.approve(claim=claim, amounts=each, by=by, now=NOW)


def pay(claim: Claim, by: Any) -> Claim:
    return checking.pay(claim=claim, paid_on=TODAY, reference="Cheque 12", by=by, now=NOW)


def test_what_was_spent_is_paid_and_the_rest_is_free_again() -> None:
    award = accepted()
    fund, theo = award.round.draws_on.get().fund, making.treasurer(award.round)
    claim = approve(send(award), "180.00", by=theo)
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
    pay(approve(send(award, "40.00"), "40.00", by=theo), theo)
    award.refresh_from_db()
    assert [(part.fund.name, part.amount) for part in award.parts.all()] == [(first.name, Decimal(40))]
    assert (funds.free(first), funds.free(trips), funds.promised(trips)) == (960, 300, 0)
    assert [check.code for check in CHECKS if check.breaches()] == []


@pytest.mark.parametrize(
    ("spent", "amount", "code"),
    [
        ("180.00", "180.01", "too_much"),
        ("500.00", "200.01", "too_much"),
        ("10.00", "-0.01", "too_much"),
        ("10.00", "0.00", "nothing_approved"),
    ],
)
def test_never_more_than_awarded_and_spent(spent: str, amount: str, code: str) -> None:
    award = accepted()
    claim, theo = send(award, spent), making.treasurer(award.round)
    with pytest.raises(Refused) as no:
        approve(claim, amount, by=theo)
    assert no.value.code == code
    claim.refresh_from_db()
    assert (claim.state, claim.approved_amount) == (Status.SENT, None)


def trip() -> tuple[Award, CostLine, CostLine]:
    """$150 for the fee of a conference, $90 of it from one fund and $60 of another; $50 for the train."""
    round_ = making.announced()
    first = round_.draws_on.get().fund
    trips = base.fund(300, of=round_.organisation, name="Trips")
    RoundFund.objects.create(round=round_, fund=trips, limit=300)
    award = making.offered(round_)
    fee, train = (
        CostLine.objects.create(
            application=award.application, what=what, cost=cost, asked=cost, position=place
        )
        for place, (what, cost) in enumerate([("Fee", 150), ("Train", 50)])
    )
    award.parts.all().delete()
    for fund, amount, cost in ((first, 90, fee), (trips, 60, fee), (first, 50, train)):
        award.parts.create(fund=fund, amount=amount, cost=cost)
    funds.free_promise(fund=first, amount=Decimal(60), key="to trips", by=None, now=NOW)
    funds.promise(fund=trips, amount=Decimal(60), key="from first", by=None, now=NOW)
    RoundFund.objects.filter(fund=first).update(drawn=140)
    RoundFund.objects.filter(fund=trips).update(drawn=60)
    return services.accept(award=award, by=award.person, now=NOW), fee, train


def test_each_line_is_paid_from_what_was_awarded_for_it_and_from_nothing_else() -> None:
    award, fee, train = trip()
    theo = making.treasurer(award.round)
    claim = send(award, {fee.pk: "100", train.pk: "70"})
    assert [(line.cost, line.awarded, line.most) for line in claim.lines.all()] == [
        (fee, 150, 100),
        (train, 50, 50),
    ]
    with pytest.raises(Refused, match=r"For “Train” it can pay at most \$50.00"):
        approve(claim, "100", "70", by=theo)  # $170 is less than the $200 of the award, but not for the train
    pay(approve(claim, "100", "45.50", by=theo), theo)
    award.refresh_from_db()
    kept = [(part.fund.name, part.cost, part.amount) for part in award.parts.all()]
    assert kept == [("Fund 1", fee, 90), ("Trips", fee, 10), ("Fund 1", train, Decimal("45.50"))]
    assert award.amount == Decimal("145.50")
    assert [check.code for check in CHECKS if check.breaches()] == []


def test_a_line_nobody_paid_for_is_not_claimed_and_its_money_is_free_again() -> None:
    award, fee, train = trip()
    theo = making.treasurer(award.round)
    claim = send(award, {fee.pk: "0", train.pk: "50"})
    assert [line.cost for line in claim.lines.all()] == [train]
    pay(approve(claim, "50", by=theo), theo)
    assert [part.cost for part in award.parts.all()] == [train]
    assert funds.promised(award.parts.get().fund) == 0
    assert [check.code for check in CHECKS if check.breaches()] == []


def test_a_line_of_somebody_elses_budget_is_not_claimed() -> None:
    award, _fee, _train = trip()
    other = CostLine.objects.create(application=base.application(award.round), what="Bed", cost=9, asked=9)
    for spent in ({other.pk: "9"}, {None: "9"}):
        with pytest.raises(Refused) as no:
            send(award, spent)
        assert no.value.code == "line_unknown"


def test_a_claim_of_one_sum_is_divided_as_it_would_have_been_paid() -> None:
    """What was sent before lines were named."""
    award, fee, train = trip()
    theo = making.treasurer(award.round)
    claim = approve(send(award, {fee.pk: "150", train.pk: "20"}), "150", "10", by=theo)
    claim.lines.all().delete()
    import_module("scholarships.following.migrations.0003_lines_of_earlier_claims").divide(apps, None)
    assert [(line.cost, line.awarded, line.spent, line.approved) for line in claim.lines.all()] == [
        (fee, 150, 150, 150),
        (train, 50, 20, 10),
    ]
    pay(claim, theo)
    assert [check.code for check in CHECKS if check.breaches()] == []


def test_the_database_refuses_a_line_beyond_what_was_awarded_for_it() -> None:
    award, fee, train = trip()
    claim = send(award, {fee.pk: "100", train.pk: "70"})
    line = claim.lines.get(cost=train)
    beyond = [{"awarded": Decimal("50.01")}, {"approved": Decimal("50.01")}, {"cost": None}]
    for change in beyond:
        with pytest.raises(IntegrityError), transaction.atomic():
            ClaimLine.objects.filter(pk=line.pk).update(**change)
    claim.lines.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimLine.objects.create(claim=claim, cost=fee, awarded=Decimal("150.01"), spent=Decimal(160))
    ClaimLine.objects.create(claim=claim, cost=fee, awarded=Decimal(150), spent=Decimal(160))
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimLine.objects.create(claim=claim, cost=fee, awarded=Decimal(1), spent=Decimal(1))


def test_something_missing_is_sent_again_and_the_old_file_goes() -> None:
    award = accepted()
    claim, theo = send(award), making.treasurer(award.round)
    assert refused(send, award=award) == "claim_here"
    checking.ask(claim=claim, what="A receipt with the amount", by=theo, now=NOW)
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
    with pytest.raises(Refused) as no:
        approve(claim, "1", by=award.person)
    assert no.value.code == "claim_own"
    assert refused(services.take_off, award=award, by=award.person, now=NOW, why="") == "award_own"


def test_what_is_approved_is_not_ended_and_an_ended_one_is_not_paid() -> None:
    award, other = accepted(), accepted()
    theo = making.treasurer(award.round)
    approve(send(award), "180.00", by=theo)
    assert refused(services.decline, award=award, by=award.person, now=NOW) == "claim_approved"
    claim = send(other)
    services.decline(award=other, by=other.person, now=NOW)
    with pytest.raises(Refused) as no:
        approve(claim, "1", by=theo)
    assert no.value.code == "move_not_allowed"


def test_only_an_accepted_award_that_is_no_fee_is_claimed() -> None:
    offer = making.offered(making.announced())
    assert refused(send, award=offer) == "not_claimed"
    fee = making.offered(making.announced(purpose=Round.Purpose.FEE))
    services.accept(award=fee, by=fee.person, now=NOW)
    assert refused(send, award=fee) == "not_claimed"
