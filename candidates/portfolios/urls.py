"""Addresses of portfolios: the candidate's, the reviewer's and the desk's."""

from django.urls import URLPattern

public: list[URLPattern] = []
my: list[URLPattern] = []
review: list[URLPattern] = []
desk: list[URLPattern] = []
