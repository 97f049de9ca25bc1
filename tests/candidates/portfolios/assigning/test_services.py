"""Seats: given, taken, declined, given to somebody else."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from candidates.fees.pricing import PriceLine
from candidates.portfolios.assigning import chasing, fee, loads, seats, services
from candidates.portfolios.assigning.gathering import ranking
from candidates.portfolios.models import Decision, MustNotJudge, Portfolio, PortfolioFee, Review
from lsscert.letters.models import Letter
from lsscert.money import orders, using
from lsscert.money import services as money
from lsscert.money.models import Invoice
from lsscert.refused import Refused
from tests import people
from tests.candidates.fees import shares
from tests.candidates.portfolios import making
from tests.people import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]


@pytest.fixture
def portfolio() -> Portfolio:
    return making.submitted()


@pytest.fixture
def two() -> list:
    return [making.reviewer().person, making.reviewer().person]


def assign(portfolio: Portfolio, reviewers: list, **changes) -> list[Review]:
    return services.assign(
        **{"portfolio": portfolio, "reviewers": reviewers, "by": people.staff(), "now": NOW} | changes
    )


def letters(kind: str) -> list[Letter]:
    return list(Letter.objects.filter(kind=kind).order_by("pk"))


def test_two_at_once_get_the_two_seats_and_a_letter_without_a_name(portfolio: Portfolio, two: list) -> None:
    made = assign(portfolio, two)
    assert [(each.seat, each.reviewer) for each in made] == [("first", two[0]), ("second", two[1])]
    assert made[0].due_on == TODAY + timedelta(days=30)
    told = letters("review_assigned")
    assert {each.person for each in told} == set(two)
    candidate = portfolio.candidacy.person
    for letter in told:
        assert portfolio.alias in letter.subject
        for canary in (candidate.name, candidate.email, "Cedar Valley"):
            assert canary not in letter.subject + letter.body
    assert not seats.with_free_seats().exists()


def test_nobody_sits_twice_and_a_third_person_finds_no_seat(portfolio: Portfolio, two: list) -> None:
    with pytest.raises(Refused) as no:
        assign(portfolio, [two[0], two[0]])
    assert no.value.code == "same_reviewer_twice"
    assign(portfolio, [two[0]])
    with pytest.raises(Refused) as no:
        assign(portfolio, [two[0]])
    assert no.value.code == "has_a_seat"
    assign(portfolio, [two[1]])
    with pytest.raises(Refused) as no:
        assign(portfolio, [making.reviewer().person])
    assert no.value.code == "seat_taken"


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda p: making.reviewer("COM"), "not_qualified"),
        (lambda p: making.reviewer(trained=False), "not_trained"),
        (lambda p: making.reviewer(available=False), "not_available"),
        (lambda p: making.reviewer(away_until=TODAY + timedelta(days=1)), "not_available"),
        (lambda p: making.reviewer(yearly_cap=0), "at_cap"),
        (lambda p: making.reviewer(retired_on=TODAY), "retired"),
        (lambda p: making.reviewer(employer="Cedar Valley Pub. Lib."), "conflict"),
    ],
)
def test_who_may_not_is_refused_with_why(portfolio: Portfolio, make, code: str) -> None:
    with pytest.raises(Refused) as no:
        assign(portfolio, [make(portfolio).person])
    assert no.value.code == code
    assert not Review.objects.exists()


def test_a_reviewer_in_conflict_learns_nothing_of_whose_it_is(portfolio: Portfolio) -> None:
    robin = making.reviewer(employer="Cedar Valley Library")
    with pytest.raises(Refused) as no:
        services.take(portfolio=portfolio, by=robin.person, now=NOW)
    assert no.value.code == "conflict"
    assert "Cedar" not in str(no.value)
    assert portfolio.candidacy.person.name not in str(no.value)


def test_a_person_on_the_list_is_a_conflict(portfolio: Portfolio) -> None:
    robin = making.reviewer()
    MustNotJudge.objects.create(reviewer=robin, kind="person", name="DELGADO, María", added_at=NOW)
    with pytest.raises(Refused) as no:
        assign(portfolio, [robin.person])
    assert no.value.code == "conflict"
    assert "DELGADO" in str(no.value)


def test_an_open_fee_waits(portfolio: Portfolio, two: list) -> None:
    invoice = money.issue_invoice(
        person=portfolio.candidacy.person,
        purpose="portfolio",
        bill_to="Maria",
        lines=[PriceLine("review", "Review", Decimal(60))],
        by=people.staff(),
        now=NOW,
    )
    PortfolioFee.objects.create(portfolio=portfolio, invoice=invoice)
    assert not seats.with_free_seats().exists()
    with pytest.raises(Refused) as no:
        assign(portfolio, two)
    assert no.value.code == "fee_open"


@pytest.mark.parametrize(
    ("asked", "ordered", "paid", "enough"),
    [
        ("60", "60", "0", True),
        ("50", "50", "0", False),
        # The order of 50 will bring the 10 that are still asked of them, not 50 more.
        ("50", "50", "40", False),
        ("60", "60", "10", True),
    ],
)
def test_a_fee_that_was_promised_is_as_good_as_paid_in_lists_and_one_by_one(
    portfolio: Portfolio, two: list, real_policy, asked: str, ordered: str, paid: str, enough: bool
) -> None:
    invoice = money.issue_invoice(
        person=portfolio.candidacy.person,
        purpose="portfolio",
        bill_to="Maria",
        lines=[PriceLine("review", "Review", Decimal(60))],
        by=people.staff(),
        now=NOW,
    )
    PortfolioFee.objects.create(portfolio=portfolio, invoice=invoice)
    share = shares.asked(portfolio.candidacy, asked, invoice=invoice)
    received = shares.order(share, ordered)
    assert not seats.with_free_seats().exists(), "one that was only received promises nothing"
    orders.accept_order(order=received, by=people.staff(), now=NOW)
    if Decimal(paid):
        shares.paid_by_cheque(share, paid)
    assert list(seats.with_free_seats()) == ([portfolio] if enough else [])
    assert fee.is_settled(portfolio) == enough
    invoice = Invoice.objects.with_promises().get(pk=invoice.pk)
    assert invoice.promised == using.promised(invoice)


def test_a_cap_counts_a_portfolio_of_this_year_once(portfolio: Portfolio) -> None:
    robin = making.reviewer(yearly_cap=2)
    other = making.submitted(candidacy=portfolio.candidacy, code="COM")
    making.review(other, robin.person, state="handed_in", handed_in_at=NOW)
    making.review(other, robin.person, round=2)
    long_ago = NOW - timedelta(days=100)
    earlier = making.submitted(candidacy=portfolio.candidacy, code="REF")
    making.review(earlier, robin.person, now=long_ago)
    given_back = making.submitted(candidacy=portfolio.candidacy, code="ACC")
    making.review(given_back, robin.person, state="declined", ended_at=NOW)
    assert loads.loads([robin.person_id], TODAY) == {robin.person_id: 1}
    assign(portfolio, [robin.person])
    assert loads.loads([robin.person_id], TODAY) == {robin.person_id: 2}


def test_suggestions_say_why_for_everybody(portfolio: Portfolio) -> None:
    fresh, loaded = making.reviewer(), making.reviewer()
    making.review(making.submitted(code="COM"), loaded.person)
    mine = making.reviewer(employer="Cedar Valley Library")
    found = ranking(portfolio, 1, TODAY)
    assert [each.pk for each in found.suggested] == [fresh.pk, loaded.pk]
    assert [(each.pk, [bar.value for bar in barred]) for each, barred in found.left_out] == [
        (mine.pk, ["conflict"])
    ]


def test_declining_before_opening_frees_the_seat_for_others(portfolio: Portfolio, two: list) -> None:
    first, _second = assign(portfolio, two)
    services.decline(review=first, why="I am away.", by=two[0], now=NOW)
    first.refresh_from_db()
    assert (first.state, first.ended_why) == ("declined", "I am away.")
    assert list(seats.with_replacements_needed()) == [portfolio]
    assert letters("review_assigned")[0].state != "queued"
    with pytest.raises(Refused) as no:
        services.take(portfolio=portfolio, by=two[0], now=NOW)
    assert no.value.code == "done_with_it"
    third = making.reviewer().person
    assert services.take(portfolio=portfolio, by=third, now=NOW).seat == "first"
    assert not seats.with_replacements_needed().exists()


def test_an_opened_review_is_not_declined(portfolio: Portfolio, two: list) -> None:
    first, _second = assign(portfolio, two)
    Review.objects.filter(pk=first.pk).update(opened_at=NOW)
    with pytest.raises(Refused) as no:
        services.decline(review=first, why="Too much.", by=two[0], now=NOW)
    assert no.value.code == "opened_already"


def test_the_office_gives_it_to_somebody_else_and_tells_both(portfolio: Portfolio, two: list) -> None:
    first, _second = assign(portfolio, two)
    other = making.reviewer().person
    with pytest.raises(Refused):
        services.reassign(review=first, to=other, why=" ", by=people.staff(), now=NOW)
    new = services.reassign(review=first, to=other, why="It is late.", by=people.staff(), now=NOW)
    first.refresh_from_db()
    assert (first.state, new.seat, new.reviewer) == ("replaced", "first", other)
    assert [each.person for each in letters("review_reassigned")] == [two[0]]
    assert other in {each.person for each in letters("review_assigned")}


def test_nothing_is_half_done_when_the_new_one_may_not(portfolio: Portfolio, two: list) -> None:
    first, _second = assign(portfolio, two)
    with pytest.raises(Refused), transaction.atomic():
        services.reassign(
            review=first, to=making.reviewer("COM").person, why="Late.", by=people.staff(), now=NOW
        )
    first.refresh_from_db()
    assert first.state == "assigned"
    assert not letters("review_reassigned")


@pytest.fixture
def disagreement(portfolio: Portfolio, two: list) -> Portfolio:
    """Round two is in from both, and not decided."""
    for round in (1, 2):
        for seat, person in zip(("first", "second"), two, strict=True):
            making.review(portfolio, person, seat, round=round, state="handed_in", handed_in_at=NOW)
    making.freeze(portfolio, round=2, why="more")
    Portfolio.objects.filter(pk=portfolio.pk).update(state="second_round")
    portfolio.refresh_from_db()
    return portfolio


def test_a_third_seat_is_for_somebody_new(disagreement: Portfolio, two: list) -> None:
    assert list(seats.with_free_seats()) == [disagreement]
    with pytest.raises(Refused) as no:
        assign(disagreement, [two[0]])
    assert no.value.code == "has_a_seat"
    (third,) = assign(disagreement, [making.reviewer().person])
    assert (third.seat, third.round) == ("third", 2)
    assert not seats.with_free_seats().exists()


def test_no_third_is_looked_for_once_it_is_decided(disagreement: Portfolio) -> None:
    Decision.objects.create(
        portfolio=disagreement, round=2, kind="achieved", unanimous=True, arithmetic={}, decided_at=NOW
    )
    assert not seats.with_free_seats().exists()
    with pytest.raises(Refused):
        assign(disagreement, [making.reviewer().person])


def test_who_read_round_one_reads_round_two_although_full_and_away(portfolio: Portfolio) -> None:
    robin = making.reviewer(yearly_cap=1, available=False)
    making.review(portfolio, robin.person, state="handed_in", handed_in_at=NOW)
    making.freeze(portfolio, round=2, why="more")
    Portfolio.objects.filter(pk=portfolio.pk).update(state="second_round")
    assert assign(portfolio, [robin.person], by=None)[0].round == 2


def test_after_an_appeal_others_judge(portfolio: Portfolio, two: list) -> None:
    making.review(portfolio, two[0], state="handed_in", handed_in_at=NOW)
    Portfolio.objects.filter(pk=portfolio.pk).update(cycle=2)
    portfolio.refresh_from_db()
    with pytest.raises(Refused) as no:
        assign(portfolio, [two[0]])
    assert no.value.code == "done_with_it"


def test_taking_it_back_tells_whoever_was_to_read_it(portfolio: Portfolio, two: list) -> None:
    assign(portfolio, two)
    assert len(services.call_off(portfolio=portfolio, now=NOW)) == 2
    assert {each.state for each in Review.objects.all()} == {"called_off"}
    assert {each.person for each in letters("review_called_off")} == set(two)
    assert loads.loads([each.pk for each in two], TODAY) == {}


@pytest.mark.parametrize(
    ("days", "kind"),
    [
        (1, None),
        (22, None),
        (23, "review_due_soon"),
        (30, "review_due_soon"),
        (31, None),
        (32, None),
        (33, "review_overdue"),
        (60, "review_overdue"),
    ],
)
def test_reminders_before_and_after_the_day_it_is_due(portfolio: Portfolio, two: list, days, kind) -> None:
    assign(portfolio, two)
    moment = NOW + timedelta(days=days)
    for _again in range(2):
        chasing.chase(moment)
    told = {each.kind for each in Letter.objects.filter(kind__in=["review_due_soon", "review_overdue"])}
    assert told == ({kind} if kind else set())
    assert len(letters(kind or "review_overdue")) == (2 if kind else 0)


def test_nobody_is_chased_while_a_report_stops_the_clocks(portfolio: Portfolio, two: list) -> None:
    assign(portfolio, two)
    Portfolio.objects.filter(pk=portfolio.pk).update(held_since=NOW)
    assert chasing.chase(NOW + timedelta(days=40)) == 0
    assert not letters("review_overdue")
