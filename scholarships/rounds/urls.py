"""Addresses of this room, by area."""

from django.urls import path
from django.urls.resolvers import URLPattern

from scholarships.rounds.views import checking, organiser
from scholarships.rounds.views import public as pages

public: list[URLPattern] = [
    path("scholarships/", pages.scholarships, name="scholarships"),
    path("scholarships/tell-me/", pages.tell_me, name="scholarships_tell_me"),
    path("scholarships/<ref:ref>/", pages.scholarship, name="scholarship"),
    path("scholarships/<ref:ref>/check/", checking.check, name="scholarship_check"),
]
my: list[URLPattern] = []
committee: list[URLPattern] = [
    path("rounds/new/", organiser.new, name="committee_round_new"),
    path("rounds/<ref:ref>/", organiser.round_page, name="committee_round"),
    path("rounds/<ref:ref>/edit/", organiser.edit, name="committee_round_edit"),
    path("rounds/<ref:ref>/try/", checking.try_it, name="committee_round_try"),
    path("rounds/<ref:ref>/publish/", organiser.publish, name="committee_round_publish"),
    path("rounds/<ref:ref>/call-off/", organiser.call_off, name="committee_round_call_off"),
    path("rounds/<ref:ref>/copy/", organiser.copy, name="committee_round_copy"),
]
desk: list[URLPattern] = []
