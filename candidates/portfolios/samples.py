"""A real object for the arguments of this room's addresses."""

from django.db.models.functions import ExtractYear

from candidates.portfolios.models import (
    CalibrationAttempt,
    Decision,
    Evidence,
    Portfolio,
    Rating,
    Report,
    Response,
    Review,
    Reviewer,
    Submission,
)
from competencies.standard.models import CompetencySet
from lsscert.samples import Sample, any_of, by, of, own, rows

TOLD = Decision.objects.exclude(released_at=None).all
HANDED_IN = Portfolio.objects.exclude(submitted_at=None).exclude(state="draft").all
REVIEWS_IN_HAND = Review.objects.filter(state=Review.Status.ASSIGNED).exclude(opened_at=None).all
RATINGS_IN_HAND = Rating.objects.filter(review__in=REVIEWS_IN_HAND()).all
REVIEWS_WITH_FILES = (
    REVIEWS_IN_HAND().filter(portfolio__evidence__file__isnull=False, portfolio__held_since=None).all
)
PIECE = {"ref": "ref", "piece": "portfolio__evidence__ref"}

SAMPLES = {
    "review_service_pdf": Sample(
        lambda: Review.objects.filter(state="handed_in").annotate(year=ExtractYear("handed_in_at")),
        "reviewer",
        {"year": "year"},
    ),
    **by(CompetencySet, {"slug": "slug"}, "my_portfolio_begin"),
    **of(
        Sample(TOLD, "portfolio__candidacy__person", {"slug": "portfolio__set_edition__set__slug"}),
        "my_portfolio_outcome",
        "my_portfolio_decline",
    ),
    **own(Review, "reviewer", "review", "review_open"),
    **of(Sample(REVIEWS_IN_HAND, "reviewer"), "review_statement", "review_hand_in", "review_step_aside"),
    **of(
        Sample(RATINGS_IN_HAND, "review__reviewer", {"ref": "review__ref", "number": "competency__number"}),
        "review_competency",
        "review_save",
    ),
    **of(Sample(REVIEWS_WITH_FILES, "reviewer", PIECE), "review_file", "review_report"),
    "review_page": Sample(REVIEWS_WITH_FILES, "reviewer", PIECE | {"page": "round"}),
    **any_of(Portfolio, "desk_decision"),
    **any_of(Report, "desk_portfolio_report", "desk_portfolio_report_file"),
    **of(
        Sample(rows(Portfolio), "candidacy__person", {"slug": "set_edition__set__slug"}),
        "my_portfolio",
        "my_portfolio_give_up",
        "my_portfolio_statement",
        "my_portfolio_statement_save",
        "my_portfolio_planning",
        "my_portfolio_planning_save",
    ),
    **of(
        Sample(
            rows(Response),
            "portfolio__candidacy__person",
            {"slug": "portfolio__set_edition__set__slug", "number": "competency__number"},
        ),
        "my_portfolio_competency",
        "my_portfolio_save",
    ),
    "desk_portfolio_another": Sample(Portfolio.objects.filter(state="not_achieved").all),
    **of(
        Sample(rows(Portfolio), "candidacy__person", {"slug": "set_edition__set__slug"}),
        "my_portfolio_check",
        "my_portfolio_take_back",
        "my_portfolio_evidence",
    ),
    "my_evidence_act": Sample(
        rows(Response),
        "portfolio__candidacy__person",
        {"slug": "portfolio__set_edition__set__slug", "number": "competency__number"},
    ),
    "my_evidence_file": Sample(
        Evidence.objects.exclude(file=None).filter(reports=None).all,
        "portfolio__candidacy__person",
        {"slug": "portfolio__set_edition__set__slug", "ref": "ref"},
    ),
    "my_portfolio_submission": Sample(
        rows(Submission), "portfolio__candidacy__person", {"slug": "portfolio__set_edition__set__slug"}
    ),
    "my_submission_file": Sample(
        rows(Submission),
        "portfolio__candidacy__person",
        {"slug": "portfolio__set_edition__set__slug", "number": "number"},
    ),
    "my_portfolio_replace": Sample(
        Report.objects.filter(state=Report.Status.ASKED).all,
        "portfolio__candidacy__person",
        {"slug": "portfolio__set_edition__set__slug", "ref": "ref"},
    ),
    **any_of(Reviewer, "desk_reviewer"),
    "desk_reviewer_resume": Sample(Reviewer.objects.exclude(resume_file=None).all),
    "desk_portfolio": Sample(HANDED_IN),
    # For any reviewer a portfolio is there or not by sets and conflicts; the room's own tests walk it.
    "review_take": Sample(HANDED_IN),
    **own(Review, "reviewer", "review_decline"),
    "review_training_result": Sample(
        CalibrationAttempt.objects.exclude(handed_in_at=None).all, "reviewer__person"
    ),
}
