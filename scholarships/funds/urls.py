"""Addresses of this room, by area."""

from django.urls import path
from django.urls.resolvers import URLPattern

from scholarships.funds.views import committee as views
from scholarships.funds.views import staff

public: list[URLPattern] = []
my: list[URLPattern] = []
committee: list[URLPattern] = [
    path("funds/", views.funds, name="committee_funds"),
    path("funds/<ref:ref>/", views.fund, name="committee_fund"),
    path("funds/<ref:ref>/gift/", views.gift, name="committee_fund_gift"),
    path("funds/<ref:ref>/move/", views.move, name="committee_fund_move"),
    path("funds/<ref:ref>/take-out/", views.take_out, name="committee_fund_take_out"),
    path("organisation/<ref:ref>/", views.organisation, name="committee_organisation"),
    path("organisation/<ref:ref>/new-fund/", views.new, name="committee_fund_new"),
]
desk: list[URLPattern] = [path("scholarships/", staff.scholarships, name="desk_scholarships")]
