"""Addresses of portfolios: the candidate's, the reviewer's and the desk's, each named in the part it belongs to."""

from django.urls import URLPattern

from candidates.portfolios.assigning import urls as assigning
from candidates.portfolios.deciding import urls as deciding
from candidates.portfolios.evidence import urls as evidence
from candidates.portfolios.quality import urls as quality
from candidates.portfolios.reviewers import urls as reviewers
from candidates.portfolios.reviewing import urls as reviewing
from candidates.portfolios.submitting import urls as submitting
from candidates.portfolios.writing import urls as writing

PARTS = (evidence, submitting, writing, reviewers, assigning, reviewing, deciding, quality)


def _of(area: str) -> list[URLPattern]:
    return [pattern for part in PARTS for pattern in getattr(part, area, [])]


public = _of("public")
my = _of("my")
review = _of("review")
desk = _of("desk")
