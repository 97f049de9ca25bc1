"""Addresses of portfolios: the candidate's, the reviewer's and the desk's."""

from django.urls import URLPattern

from candidates.portfolios.deciding import urls as deciding
from candidates.portfolios.reviewing import urls as reviewing

PARTS = (
    reviewing,
    deciding,
)

public: list[URLPattern] = []
my: list[URLPattern] = [pattern for part in PARTS for pattern in part.my]
review: list[URLPattern] = [pattern for part in PARTS for pattern in part.review]
desk: list[URLPattern] = [pattern for part in PARTS for pattern in part.desk]
