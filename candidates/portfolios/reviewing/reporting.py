"""Stop and report: patron data or doubtful originality in a piece of evidence. The office closes it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from candidates.journey import services as journey
from candidates.portfolios import clocks, steps
from candidates.portfolios.models import Evidence, Portfolio, Report, Review
from candidates.portfolios.models.reports import REPORT_STATUS
from candidates.portfolios.reviewing.guards import LONGEST_COMMENT, require_opened
from lsscert.accounts.models import Person
from lsscert.letters import services as letters
from lsscert.refused import Refused
from lsscert.text import require_short, without_unstorable

Status = Report.Status


@transaction.atomic
def report(
    *, review: Review, evidence: Evidence, about: str, words: str, by: Person, now: datetime
) -> Report:
    """The file is out of sight at once, and the clocks stand still until the office has closed it."""
    words = _words(words, _("Say where it is and what you saw, so that the office finds it."))
    portfolio = steps.locked(review.portfolio)
    review = review.lock()
    require_opened(review)
    try:
        with transaction.atomic():
            row = Report.objects.create(
                portfolio=portfolio,
                review=review,
                evidence=evidence,
                file=evidence.file,
                about=Report.About(about),
                words=words,
                reported_at=now,
            )
    except IntegrityError as known:
        raise Refused(
            "reported_already",
            _("This piece of evidence is with the office already."),
            _("You need not do anything; it cannot be opened meanwhile."),
        ) from known
    clocks.stand_still(portfolio, now)
    return row


@transaction.atomic
def ask_for_another(*, report: Report, words: str, by: Person, now: datetime) -> Report:
    """The office agrees: the candidate replaces this file and nothing else."""
    words = _words(words, _("Say in a sentence what must go; the candidate reads it."))
    report, portfolio = _locked(report)
    REPORT_STATUS.move(report, Status.ASKED, handled_by=by, asked_at=now, office_words=words)
    set = steps.set_of(portfolio)
    journey.note(portfolio.candidacy, "portfolio_file_asked", by=by, now=now, set=set.name)
    letters.write(
        kind="portfolio_file_asked",
        occasion=report.ref,
        to=portfolio.candidacy.person,
        set=set,
        evidence=report.evidence,
        about=report.get_about_display(),
        words=words,
        where=where_to_replace(report),
    )
    return report


@transaction.atomic
def dismiss(*, report: Report, by: Person, now: datetime) -> Report:
    """Nothing is wrong with it: it is seen again, and the clocks go on."""
    report, portfolio = _locked(report)
    asked = report.state == Status.ASKED
    REPORT_STATUS.move(report, Status.DISMISSED, handled_by=by, closed_at=now)
    if asked:
        letters.withdraw(kind="portfolio_file_asked", occasion=report.ref)
        journey.note(
            portfolio.candidacy, "portfolio_file_cleared", by=by, now=now, set=steps.set_of(portfolio).name
        )
    clocks.go_on(portfolio, now)
    return report


def where_to_replace(report: Report) -> str:
    return reverse("my_portfolio_replace", args=[report.portfolio.set_edition.set.slug, report.ref])


def _locked(report: Report) -> tuple[Report, Portfolio]:
    portfolio = steps.locked(report.portfolio)
    report = report.lock()
    report.portfolio = portfolio
    return report, portfolio


def _words(words: str, mend: object) -> str:
    words = without_unstorable(words).strip()
    if not words:
        raise Refused("words_needed", _("A few words are needed."), mend)
    return require_short(words, LONGEST_COMMENT)
