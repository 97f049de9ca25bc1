from django.urls import path

from candidates.portfolios.reviewers.views import own, staff

review = [
    path("profile/", own.profile, name="review_profile"),
    path("training/", own.training, name="review_training"),
    path("training/save/", own.training_save, name="review_training_save"),
    path("queue/", own.waiting, name="review_queue"),
    path("queue/<ref:ref>/take/", own.take, name="review_take"),
    path("figures/", own.figures, name="review_figures"),
    path("<ref:ref>/decline/", own.decline, name="review_decline"),
]
desk = [
    path("reviewers/", staff.reviewers, name="desk_reviewers"),
    path("reviewers/<ref:ref>/", staff.reviewer, name="desk_reviewer"),
    path("reviewers/<ref:ref>/resume/", staff.resume, name="desk_reviewer_resume"),
    path(
        "reviewers/invitation/<ref:ref>/take-back/", staff.invitation_take_back, name="desk_reviewer_uninvite"
    ),
]
