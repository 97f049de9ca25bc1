from django.urls import path

from candidates.portfolios.assigning import views

desk = [
    path("portfolios/", views.portfolios, name="desk_portfolios"),
    path("portfolios/<ref:ref>/", views.portfolio, name="desk_portfolio"),
]
