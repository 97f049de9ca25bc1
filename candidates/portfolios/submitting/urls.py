from django.urls import path

from candidates.portfolios.submitting import views

my = [
    path("portfolios/<slug:slug>/check/", views.check, name="my_portfolio_check"),
    path("portfolios/<slug:slug>/submission/", views.submission, name="my_portfolio_submission"),
    path("portfolios/<slug:slug>/submission/<int:number>/", views.submission_file, name="my_submission_file"),
    path("portfolios/<slug:slug>/take-back/", views.take_back, name="my_portfolio_take_back"),
    path("portfolios/<slug:slug>/replace/<ref:ref>/", views.replace, name="my_portfolio_replace"),
]
