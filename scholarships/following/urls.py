"""Addresses of this room, by area."""

from django.urls import path
from django.urls.resolvers import URLPattern

from scholarships.following.views import candidate
from scholarships.following.views import committee as views

public: list[URLPattern] = []
my: list[URLPattern] = [
    path("scholarships/<ref:ref>/award/", candidate.award, name="my_award"),
    path("scholarships/<ref:ref>/report/", candidate.report, name="my_award_report"),
]
committee: list[URLPattern] = [
    path("rounds/<ref:ref>/awards/", views.awards, name="committee_awards"),
    path("awards/<ref:ref>/", views.award, name="committee_award"),
    path("funds/owed/", views.owed, name="committee_owed"),
    path("report/", views.report, name="committee_report"),
]
desk: list[URLPattern] = []
