"""Addresses of finding reviewers: the reviewer's queue and the desk's list."""

from django.urls import URLPattern, path

from candidates.portfolios.assigning.views import desk as staff
from candidates.portfolios.assigning.views import queue

my: list[URLPattern] = []
review: list[URLPattern] = [
    path("queue/", queue.queue, name="review_queue"),
    path("queue/<ref:ref>/", queue.take, name="review_take"),
    path("<ref:ref>/decline/", queue.decline, name="review_decline"),
]
desk: list[URLPattern] = [
    path("portfolios/", staff.portfolios, name="desk_portfolios"),
    path("portfolios/<ref:ref>/", staff.portfolio, name="desk_portfolio"),
]
