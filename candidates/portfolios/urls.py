"""Addresses of portfolios: the candidate's, the reviewer's and the desk's."""

from django.urls import URLPattern

from candidates.portfolios.writing import urls as writing

public: list[URLPattern] = []
my: list[URLPattern] = [*writing.my]
review: list[URLPattern] = [*writing.review]
desk: list[URLPattern] = [*writing.desk]
