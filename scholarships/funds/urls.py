"""Addresses of this room, by area."""

from django.urls import path
from django.urls.resolvers import URLPattern

from scholarships.funds.views import entering, funds, organisation

public: list[URLPattern] = []
my: list[URLPattern] = []
committee: list[URLPattern] = [
    path("funds/", funds.funds, name="committee_funds"),
    path("funds/<ref:ref>/", funds.fund, name="committee_fund"),
    path("funds/<ref:ref>/ledger.csv", funds.as_csv, name="committee_fund_csv"),
    path("funds/<ref:ref>/print/", funds.sheet, name="committee_fund_print"),
    path("funds/<ref:ref>/gift/", entering.gift, name="committee_fund_gift"),
    path("funds/<ref:ref>/move/", entering.move, name="committee_fund_move"),
    path("funds/<ref:ref>/take-out/", entering.take_out, name="committee_fund_take_out"),
    path("funds/<ref:ref>/waiting/", entering.waiting, name="committee_fund_waiting"),
    path("funds/<ref:ref>/close/", entering.close, name="committee_fund_close"),
    path("organisation/<ref:ref>/", organisation.organisation, name="committee_organisation"),
    path("organisation/<ref:ref>/roll/", organisation.roll, name="committee_roll"),
    path("organisation/<ref:ref>/new-fund/", entering.new, name="committee_fund_new"),
    path("roles/<ref:ref>/take-away/", organisation.take_away, name="committee_role_take_away"),
]
desk: list[URLPattern] = []
