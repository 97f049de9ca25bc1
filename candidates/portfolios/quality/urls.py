"""Addresses of the quality of reviews."""

from django.urls import URLPattern, path

from candidates.portfolios.quality import views

my: list[URLPattern] = []
review: list[URLPattern] = [
    path("figures/", views.own_figures, name="review_figures"),
    path("service/", views.letters_of_service, name="review_service"),
    path("service/<int:year>.pdf", views.letter_of_service, name="review_service_pdf"),
]
desk: list[URLPattern] = [
    path("portfolios/quality/", views.desk_quality, name="desk_review_quality"),
    path("portfolios/quality/ratings.csv", views.desk_quality_csv, name="desk_review_quality_csv"),
]
