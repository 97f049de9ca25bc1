"""An appeal is judged by others, its days run, and what was handed in is as it was."""

from django.db.models import F, Q

from candidates.appeals.models import OPEN, Appeal
from candidates.portfolios.models import Submission
from candidates.portfolios.submitting.freezing import digest
from lsscert.desk.invariants.check import Check, counted


def judged_by_who_took_part() -> int:
    """The candidate, whoever refused the application, a reviewer of the portfolio, or who told its decision."""
    own = Appeal.objects.filter(
        Q(answered_by=F("candidacy__person")) | Q(second_by=F("candidacy__person"))
    ).count()
    return own + counted("""
        SELECT count(DISTINCT a.id) FROM appeals_appeal a
        JOIN portfolios_decision d ON a.kind = 'portfolio' AND d.ref = a.ref_of_decision
        LEFT JOIN portfolios_review r ON r.portfolio_id = d.portfolio_id AND r.opened_at < a.answered_at
        WHERE a.answered_by_id IN (r.reviewer_id, d.released_by_id)
           OR a.second_by_id IN (r.reviewer_id, d.released_by_id)
    """)


def without_their_day() -> int:
    """An open one has a day it is due, a closed one the moment it was closed."""
    open_ones = Q(state__in=OPEN)
    return Appeal.objects.filter(
        (open_ones & (Q(due_on=None) | ~Q(closed_at=None))) | (~open_ones & Q(closed_at=None))
    ).count()


def sent_back_in_word_only() -> int:
    """The decision on a portfolio that an appeal sent back still stands."""
    return counted("""
        SELECT count(*) FROM appeals_appeal a
        JOIN portfolios_decision d ON a.kind = 'portfolio' AND d.ref = a.ref_of_decision
        WHERE a.state = 'sent_back' AND d.sent_back_at IS NULL
    """)


def submissions_that_changed() -> int:
    """An erased one has no content any more."""
    rows = Submission.objects.exclude(content={}).order_by().values_list("content", "sha256")
    return sum(digest(content) != sha256 for content, sha256 in rows.iterator(chunk_size=500))


CHECKS = (
    Check("appeals_apart", "Nobody judges an appeal of what they took part in.", judged_by_who_took_part),
    Check("appeal_days", "Every open appeal has a day it is due.", without_their_day),
    Check("appeals_sent_back", "What an appeal sent back is not in force.", sent_back_in_word_only),
    Check("submissions", "Every portfolio handed in is as its fingerprint says.", submissions_that_changed),
)
