"""Who reads a portfolio may read it."""

from django.db.models import Exists, F, OuterRef

from candidates.portfolios.models import Review, Reviewer, SetQualification
from lsscert.desk.invariants.check import Check, counted


def a_reviewer_in_two_seats() -> int:
    """Of one round of one portfolio."""
    return counted("""
        SELECT count(*) FROM (
            SELECT 1 FROM portfolios_review WHERE state IN ('assigned', 'handed_in')
            GROUP BY portfolio_id, cycle, round, reviewer_id HAVING count(*) > 1
        ) AS twice
    """)


def a_seat_with_two_reviewers() -> int:
    return counted("""
        SELECT count(*) FROM (
            SELECT 1 FROM portfolios_review WHERE state IN ('assigned', 'handed_in')
            GROUP BY portfolio_id, cycle, round, seat HAVING count(*) > 1
        ) AS twice
    """)


def judges_of_their_own() -> int:
    return Review.objects.filter(reviewer=F("portfolio__candidacy__person")).count()


def judges_of_a_set_they_are_not_qualified_for() -> int:
    """What is being read; for what was handed in the qualification may have ended since."""
    qualified = SetQualification.objects.filter(
        reviewer__person=OuterRef("reviewer"), set=OuterRef("portfolio__set_edition__set")
    )
    return Review.objects.filter(~Exists(qualified), state=Review.Status.ASSIGNED).count()


def judges_without_training() -> int:
    trained = Reviewer.objects.filter(person=OuterRef("reviewer"), trained_at__isnull=False)
    return Review.objects.live().filter(~Exists(trained)).count()


CHECKS = (
    Check("one_seat_each", "A reviewer has one seat in a round of a portfolio.", a_reviewer_in_two_seats),
    Check("one_reviewer_a_seat", "A seat has one reviewer.", a_seat_with_two_reviewers),
    Check("nobody_judges_their_own", "Nobody reviews their own portfolio.", judges_of_their_own),
    Check(
        "reviewers_are_qualified",
        "Whoever reads a portfolio is qualified for its set.",
        judges_of_a_set_they_are_not_qualified_for,
    ),
    Check(
        "reviewers_are_trained", "Whoever reads a portfolio has passed the training.", judges_without_training
    ),
)
