"""Addresses of reviewers: their own pages, and the desk's."""

from django.urls import URLPattern, path

from candidates.portfolios.reviewers.views import calibration, own, staff, training

my: list[URLPattern] = []
review: list[URLPattern] = [
    path("profile/", own.profile, name="review_profile"),
    path("profile/resume/", own.resume, name="review_resume"),
    path("training/", training.training, name="review_training"),
    path("training/<ref:ref>/", training.result, name="review_training_result"),
]
desk: list[URLPattern] = [
    path("reviewers/", staff.reviewers, name="desk_reviewers"),
    path("reviewers/invitations/", staff.invitations, name="desk_reviewer_invitations"),
    path("reviewers/training/", calibration.calibration, name="desk_calibration"),
    path("reviewers/<ref:ref>/", staff.reviewer, name="desk_reviewer"),
    path("reviewers/<ref:ref>/resume/", staff.resume, name="desk_reviewer_resume"),
]
