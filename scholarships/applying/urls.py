"""Addresses of this room, by area."""

from django.urls import path
from django.urls.resolvers import URLPattern

from scholarships.applying.views import acts, by_post, candidate, letter, organiser

public: list[URLPattern] = []
my: list[URLPattern] = [
    path("scholarships/", candidate.home, name="my_scholarships"),
    path("scholarships/<ref:ref>/", candidate.scholarship, name="my_scholarship"),
    path("scholarships/<ref:ref>/save/", candidate.save, name="my_scholarship_save"),
    path("scholarships/<ref:ref>/change/", acts.change, name="my_scholarship_change"),
    path("scholarships/<ref:ref>/withdraw/", acts.withdraw, name="my_scholarship_withdraw"),
    path("scholarships/<ref:ref>/reference/", acts.referee, name="my_scholarship_reference"),
]
committee: list[URLPattern] = [
    path("rounds/<ref:ref>/applications/", organiser.applications, name="committee_applications"),
    path("rounds/<ref:ref>/applications/by-post/", by_post.by_post, name="committee_by_post"),
    path("applications/<ref:ref>/by-post/", by_post.correct, name="committee_by_post_correct"),
    path("letters/<ref:ref>/", letter.letter, name="committee_letter"),
    path("applications/<ref:ref>/", organiser.application, name="committee_application"),
]
desk: list[URLPattern] = []
