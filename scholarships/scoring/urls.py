"""Addresses of this room, by area."""

from django.urls import path
from django.urls.resolvers import URLPattern

from scholarships.scoring.views import committee as views

public: list[URLPattern] = []
my: list[URLPattern] = []
committee: list[URLPattern] = [
    path("", views.home, name="committee_home"),
    path("rounds/<ref:ref>/recuse/", views.recuse, name="committee_recuse"),
    path("rounds/<ref:ref>/next/", views.next_one, name="committee_next"),
    path("rounds/<ref:ref>/progress/", views.progress, name="committee_progress"),
    path("rounds/<ref:ref>/judges/", views.judges, name="committee_judges"),
    path("score/<ref:ref>/", views.score, name="committee_score"),
    path("score/<ref:ref>/save/", views.score_save, name="committee_score_save"),
    path("score/<ref:ref>/step-aside/", views.recognise, name="committee_recognise"),
]
desk: list[URLPattern] = []
