"""Asking reviewers, taking from the queue, declining, giving to another, chasing."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from candidates.portfolios.assigning import queue, services
from candidates.portfolios.assigning.chasing import remind_what_is_due
from candidates.portfolios.models import MustNotJudge, Portfolio, PortfolioFee, Review
from candidates.portfolios.submitting import fee
from lsscert.letters.models import Letter
from lsscert.refused import Refused
from tests import people
from tests.candidates.portfolios import making
from tests.people import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]


@pytest.fixture(autouse=True)
def today(settings):
    settings.FAKE_NOW = NOW


def refused(act, **said) -> Refused:
    with pytest.raises(Refused) as no, transaction.atomic():
        act(**said)
    return no.value


def assign(portfolio, *reviewers, **changes):
    said = {"reviewers": [row.person for row in reviewers], "by": people.staff(), "now": NOW}
    return services.assign(portfolio=portfolio, **said | changes)


def test_two_are_asked_with_a_day_and_a_letter_that_names_nobody():
    portfolio = making.submitted()
    first, second = assign(portfolio, making.reviewer(), making.reviewer())
    assert [(each.seat, each.round, each.due_on) for each in (first, second)] == [
        ("first", 1, TODAY + timedelta(days=30)),
        ("second", 1, TODAY + timedelta(days=30)),
    ]
    letter = Letter.objects.get(kind="review_assigned", occasion=first.ref)
    assert portfolio.alias in letter.subject
    assert portfolio.candidacy.person.name.split()[0] not in letter.subject + letter.body


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"trained": False}, "training not done"),
        ({"available": False}, "takes none now"),
        ({"yearly_cap": 0}, "the most for this year"),
        ({"away_until": TODAY}, "away until"),
        ({"employer": "Cedar Valley Public Lib."}, "Cedar Valley"),
    ],
)
def test_who_cannot_review_is_not_asked(changes, why):
    no = refused(assign_one, portfolio=making.submitted(), reviewer=making.reviewer(**changes))
    assert no.code == "cannot_review"
    assert why in str(no)
    assert not Review.objects.exists()


def assign_one(*, portfolio, reviewer):
    return assign(portfolio, reviewer)


def test_neither_is_the_candidate_nor_whom_the_list_names_nor_another_sets():
    portfolio = making.submitted()
    own = making.reviewer()
    Portfolio.objects.filter(pk=portfolio.pk).update()
    listed = making.reviewer()
    MustNotJudge.objects.create(
        reviewer=listed, kind="person", name=portfolio.candidacy.person.name.upper(), added_at=NOW
    )
    theirs = making.submitted(making.draft(people.active(own.person)))
    assert "own portfolio" in str(refused(assign_one, portfolio=theirs, reviewer=own))
    assert "list names" in str(refused(assign_one, portfolio=portfolio, reviewer=listed))
    assert "not qualified" in str(refused(assign_one, portfolio=portfolio, reviewer=making.reviewer("ACC")))


def test_nobody_is_asked_before_the_fee_is_settled_or_while_the_clocks_stand():
    portfolio = making.submitted()
    invoice = fee.issue(portfolio=portfolio, by=portfolio.candidacy.person, now=NOW)
    row = making.reviewer()
    assert refused(assign_one, portfolio=portfolio, reviewer=row).code == "fee_open"
    assert portfolio in queue.to_assign()
    assert queue.waiting_to_assign().count == 0
    people.pay_invoice(invoice)
    assert queue.waiting_to_assign().count == 1
    Portfolio.objects.filter(pk=portfolio.pk).update(held_since=NOW)
    assert refused(assign_one, portfolio=portfolio, reviewer=row).code == "held"
    Portfolio.objects.filter(pk=portfolio.pk).update(held_since=None)
    assert assign_one(portfolio=portfolio, reviewer=row)
    assert PortfolioFee.objects.count() == 1


def test_a_third_hand_finds_no_seat_and_the_database_holds_it():
    portfolio = making.submitted()
    assign(portfolio, making.reviewer(), making.reviewer())
    assert refused(assign_one, portfolio=portfolio, reviewer=making.reviewer()).code == "no_seat"
    with pytest.raises(IntegrityError), transaction.atomic():
        making.review(portfolio, making.reviewer().person, "first")
    with pytest.raises(IntegrityError), transaction.atomic():
        making.review(portfolio, making.reviewer().person, "third")


def test_declining_frees_the_seat_and_they_are_not_suggested_again():
    portfolio, row = making.submitted(), making.reviewer()
    (review,) = assign(portfolio, row)
    assert refused(services.decline, review=review, why=" ", by=row.person, now=NOW).code == "reason_needed"
    assert refused(services.decline, review=review, why="x", by=people.person(), now=NOW).code == "not_yours"
    services.decline(review=review, why="On leave", by=row.person, now=NOW)
    assert Letter.objects.get(kind="review_assigned").state == "withdrawn"
    assert services.free_seats(portfolio) == ["first", "second"]
    assert "judged it before" in str(refused(assign_one, portfolio=portfolio, reviewer=row))
    other = making.submitted()
    Review.objects.filter(pk=review.pk).update()
    assert assign(other, row)
    opened = other.reviews.get()
    Review.objects.filter(pk=opened.pk).update(opened_at=NOW)
    assert refused(services.decline, review=opened, why="x", by=row.person, now=NOW).code == "opened_already"


def test_the_office_gives_a_seat_to_somebody_else():
    portfolio, row = making.submitted(), making.reviewer()
    (review,) = assign(portfolio, row)
    services.give_to_another(review=review, why="No answer", by=people.staff(), now=NOW)
    assert Letter.objects.filter(kind="review_taken_away", person=row.person).exists()
    (again,) = assign(portfolio, making.reviewer())
    assert again.seat == "first"


def test_reminders_go_once_before_and_once_after_and_not_while_held():
    portfolio = making.submitted()
    (review,) = assign(portfolio, making.reviewer())
    due = review.due_on

    def letters_after(days: int) -> list[str]:
        moment = NOW + timedelta(days=(due - TODAY).days + days)
        remind_what_is_due(moment)
        remind_what_is_due(moment)
        return list(
            Letter.objects.filter(kind__in=["review_due_soon", "review_overdue"])
            .order_by("pk")
            .values_list("kind", flat=True)
        )

    Portfolio.objects.filter(pk=portfolio.pk).update(held_since=NOW)
    assert letters_after(-7) == []
    Portfolio.objects.filter(pk=portfolio.pk).update(held_since=None)
    assert letters_after(-8) == []
    assert letters_after(-7) == ["review_due_soon"]
    assert letters_after(0) == ["review_due_soon"]
    assert letters_after(2) == ["review_due_soon"]
    assert letters_after(3) == ["review_due_soon", "review_overdue"]
    assert letters_after(30) == ["review_due_soon", "review_overdue"]


def test_the_desk_asks_the_two_suggested_with_one_click():
    portfolio = making.submitted()
    busy = making.reviewer(name="Busy Bee")
    making.review(making.submitted(), busy.person)
    making.reviewer(name="Ana Free")
    making.reviewer(name="Ben Free")
    making.reviewer(name="Cora Conflict", employer="Cedar Valley Library")
    client, url = people.signed_in(people.staff()), reverse("desk_portfolio", args=[portfolio.ref])
    page = client.get(url)
    suggested = [each["reviewer"].ref for each in page.context["places"] if each["suggested"]]
    text = page.content.decode()
    assert "Both have to do with Cedar Valley Library" in text
    client.post(url, {"act": "assign", "reviewer": suggested})
    assert sorted(portfolio.reviews.values_list("reviewer__name", flat=True)) == ["Ana Free", "Ben Free"]
    answer = client.post(url, {"act": "assign", "reviewer": suggested})
    assert "All seats of this portfolio are taken" in answer.content.decode()


def test_a_reviewer_takes_from_the_queue_what_is_for_them():
    portfolio = making.submitted()
    hidden = making.submitted(making.draft(people.active(people.person("Hidden Friend")), "TEC"))
    row = making.reviewer()
    MustNotJudge.objects.create(reviewer=row, kind="person", name="Hidden Friend", added_at=NOW)
    client = people.signed_in(row.person)
    page = client.get(reverse("review_queue")).content.decode()
    assert portfolio.alias in page
    assert hidden.alias not in page
    client.post(reverse("review_take", args=[hidden.ref]))
    assert not Review.objects.filter(portfolio=hidden).exists()
    client.post(reverse("review_take", args=[portfolio.ref]))
    assert portfolio.reviews.get().assigned_by is None
