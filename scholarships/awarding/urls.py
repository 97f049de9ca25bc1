"""Addresses of this room, by area."""

from django.urls import path
from django.urls.resolvers import URLPattern

from scholarships.awarding.views import committee as views

public: list[URLPattern] = []
my: list[URLPattern] = []
committee: list[URLPattern] = [
    path("rounds/<ref:ref>/meeting/", views.meeting, name="committee_meeting"),
    path("rounds/<ref:ref>/announce/", views.announce, name="committee_announce"),
    path("rounds/<ref:ref>/minutes/", views.minutes, name="committee_minutes"),
]
desk: list[URLPattern] = []
