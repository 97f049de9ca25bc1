"""Portfolios: a candidate's case for one set, and what reviewers say of it."""

from candidates.portfolios.models.consent import Consent as Consent
from candidates.portfolios.models.decisions import Decision as Decision
from candidates.portfolios.models.evidence import Evidence as Evidence
from candidates.portfolios.models.evidence import EvidenceUse as EvidenceUse
from candidates.portfolios.models.portfolio import OPEN as OPEN
from candidates.portfolios.models.portfolio import STATUS as STATUS
from candidates.portfolios.models.portfolio import Portfolio as Portfolio
from candidates.portfolios.models.portfolio import PortfolioFee as PortfolioFee
from candidates.portfolios.models.portfolio import Response as Response
from candidates.portfolios.models.portfolio import Sheet as Sheet
from candidates.portfolios.models.reports import Report as Report
from candidates.portfolios.models.reviewers import Calibration as Calibration
from candidates.portfolios.models.reviewers import CalibrationAttempt as CalibrationAttempt
from candidates.portfolios.models.reviewers import MustNotJudge as MustNotJudge
from candidates.portfolios.models.reviewers import Reviewer as Reviewer
from candidates.portfolios.models.reviewers import SetQualification as SetQualification
from candidates.portfolios.models.reviews import REVIEW_STATUS as REVIEW_STATUS
from candidates.portfolios.models.reviews import Rating as Rating
from candidates.portfolios.models.reviews import Review as Review
from candidates.portfolios.models.submission import Submission as Submission
