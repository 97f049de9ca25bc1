"""Addresses of appeals: the candidate's and the desk's."""

from django.urls import URLPattern, path

from candidates.appeals.views import candidate, post, staff

public: list[URLPattern] = []
my = [
    path("appeals/document/<ref:ref>/", candidate.document, name="my_appeal_document"),
    path("appeals/<slug:kind>/<ref:ref>/", candidate.appeal, name="my_appeal"),
]
desk = [
    path("appeals/", staff.appeals, name="desk_appeals"),
    path("appeals/by-post/<ref:ref>/", post.notice, name="desk_appeal_by_post"),
    path("appeals/<ref:ref>/by-post/", post.more, name="desk_appeal_more_by_post"),
    path("appeals/<ref:ref>/", staff.appeal, name="desk_appeal"),
    path("appeals/document/<ref:ref>/", staff.document, name="desk_appeal_document"),
]
