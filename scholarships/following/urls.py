"""Addresses of this room, by area."""

from django.urls import path
from django.urls.resolvers import URLPattern

from scholarships.following.views import by_post, candidate, claims, free_place
from scholarships.following.views import committee as views

public: list[URLPattern] = []
my: list[URLPattern] = [
    path("scholarships/<ref:ref>/award/", candidate.award, name="my_award"),
    path("scholarships/<ref:ref>/report/", candidate.report, name="my_award_report"),
    path("scholarships/<ref:ref>/report/save/", candidate.save_report, name="my_award_report_save"),
    path("scholarships/<ref:ref>/claim/", claims.claim, name="my_claim"),
    path(
        "scholarships/<ref:ref>/claim/completion/",
        claims.own_proof,
        {"which": "completion"},
        name="my_claim_completion",
    ),
    path(
        "scholarships/<ref:ref>/claim/payment/",
        claims.own_proof,
        {"which": "payment"},
        name="my_claim_payment",
    ),
]
committee: list[URLPattern] = [
    path("rounds/<ref:ref>/awards/", views.awards, name="committee_awards"),
    path("rounds/<ref:ref>/free-place/", free_place.free_place, name="committee_free_place"),
    path("awards/<ref:ref>/", views.award, name="committee_award"),
    path("awards/<ref:ref>/on-paper/", by_post.on_paper, name="committee_award_on_paper"),
    path("claims/<ref:ref>/", claims.treasurer_claim, name="committee_claim"),
    path(
        "claims/<ref:ref>/completion/",
        claims.proof,
        {"which": "completion"},
        name="committee_claim_completion",
    ),
    path("claims/<ref:ref>/payment/", claims.proof, {"which": "payment"}, name="committee_claim_payment"),
    path("funds/owed/", views.owed, name="committee_owed"),
    path("report/", views.report, name="committee_report"),
    path("report/file/", views.report_file, name="committee_report_file"),
]
desk: list[URLPattern] = []
