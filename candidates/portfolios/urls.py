"""Addresses of portfolios: the candidate's, the reviewer's and the desk's."""

from django.urls import URLPattern

from candidates.portfolios.quality import urls as quality

public: list[URLPattern] = []
my: list[URLPattern] = [
    *quality.my,
]
review: list[URLPattern] = [
    *quality.review,
]
desk: list[URLPattern] = [
    *quality.desk,
]
