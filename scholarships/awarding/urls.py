"""Addresses of this room, by area."""

from django.urls import path
from django.urls.resolvers import URLPattern

from scholarships.awarding.views import committee as views
from scholarships.awarding.views import draw, draw_committee, minutes

public: list[URLPattern] = [
    path("scholarships/<ref:ref>/draw/", draw.draw, name="scholarship_draw"),
    path("scholarships/<ref:ref>/draw/draw.json", draw.values, name="scholarship_draw_json"),
]
my: list[URLPattern] = []
committee: list[URLPattern] = [
    path("rounds/<ref:ref>/draw/", draw_committee.draw, name="committee_draw"),
    path("rounds/<ref:ref>/meeting/", views.meeting, name="committee_meeting"),
    path("meeting/<ref:ref>/", views.read, name="committee_meeting_application"),
    path("rounds/<ref:ref>/announce/", views.announce, name="committee_announce"),
    path("rounds/<ref:ref>/minutes/", minutes.minutes, name="committee_minutes"),
    path("rounds/<ref:ref>/minutes/pdf/", minutes.minutes_pdf, name="committee_minutes_pdf"),
]
desk: list[URLPattern] = []
