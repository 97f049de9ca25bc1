"""Another file in place of one that was reported: a new version in the same round, and the clocks go on."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from candidates.journey import services as journey
from candidates.portfolios import clocks, steps
from candidates.portfolios.evidence.services import limits_on
from candidates.portfolios.models import Report, Review, Submission
from candidates.portfolios.models.reports import REPORT_STATUS
from candidates.portfolios.submitting.services import freeze
from lsscert.accounts.models import Person
from lsscert.files import services as files
from lsscert.letters import services as letters
from lsscert.refused import Refused


def replace_file(
    *, report: Report, upload: UploadedFile, declared: bool, by: Person, now: datetime
) -> Submission:
    """Refused: as files are, not_declared, move_not_allowed when it was answered meanwhile.

    What was handed in before stays as it was, with its hash; only reviewers no longer read it.
    """
    if not declared:
        raise Refused(
            "not_declared",
            _("Say that no patron can be recognised in the new file, and that it is your own work."),
        )
    largest, _all = limits_on(now)
    received = files.receive(upload=upload, max_megabytes=largest, kinds=files.EVIDENCE_KINDS)
    with files.together():
        portfolio = steps.locked(report.portfolio)
        report = report.lock()
        REPORT_STATUS.move(report, Report.Status.REPLACED, closed_at=now)
        evidence = report.evidence
        evidence.file = files.store(received=received, by=by, now=now, preview=True)
        evidence.url = ""
        evidence.save(update_fields=["file", "url"])
        submission = freeze(
            portfolio, round=portfolio.newest_submission.round, why=Submission.Why.REPLACED, by=by, now=now
        )
        journey.note(
            portfolio.candidacy, "portfolio_file_replaced", by=by, now=now, set=portfolio.set_edition.set.name
        )
        clocks.go_on(portfolio, now)
        if portfolio.held_since is None:
            _tell_reviewers(report)
    return submission


def _tell_reviewers(report: Report) -> None:
    portfolio = report.portfolio
    for review in Review.objects.of_now(portfolio).filter(state=Review.Status.ASSIGNED):
        letters.write(
            kind="review_goes_on",
            occasion=f"{review.ref}:{report.ref}",
            to=review.reviewer,
            alias=portfolio.alias,
            set=portfolio.set_edition.set,
            review=review,
        )
