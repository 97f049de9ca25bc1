"""Addresses of portfolios: the candidate's, the reviewer's and the desk's."""

from django.urls import URLPattern

from candidates.portfolios.assigning import urls as assigning
from candidates.portfolios.reviewers import urls as reviewers

public: list[URLPattern] = []
my: list[URLPattern] = []
review: list[URLPattern] = [
    *reviewers.review,
    *assigning.review,
]
desk: list[URLPattern] = [
    *reviewers.desk,
    *assigning.desk,
]
