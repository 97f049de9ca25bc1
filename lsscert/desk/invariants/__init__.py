"""What must always hold, whatever happened. Each check counts the rows that break it; a healthy house has none."""

from lsscert.desk.invariants import appeals, candidacies, keeping, money, reviews, scholarships, words
from lsscert.desk.invariants.check import Check

CHECKS: tuple[Check, ...] = (
    *money.CHECKS,
    *candidacies.CHECKS,
    *keeping.CHECKS,
    *reviews.CHECKS,
    *appeals.CHECKS,
    *scholarships.CHECKS,
    *words.CHECKS,
)
