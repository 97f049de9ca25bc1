"""The desk's pages about acts that need two people, and the door for people without an account."""

from django.urls import URLPattern, path

from lsscert.accounts.views import approvals, links

public: list[URLPattern] = [path("t/<str:token>/", links.token_link, name="token_link")]
my: list[URLPattern] = []
desk: list[URLPattern] = [
    path("approvals/", approvals.approvals, name="desk_approvals"),
    path("approvals/<ref:ref>/", approvals.approval, name="desk_approval_of_two"),
]
