from django.urls import path

from candidates.portfolios.evidence import views

my = [
    path("portfolios/<slug:slug>/<int:number>/evidence/", views.act, name="my_evidence_act"),
    path("portfolios/<slug:slug>/evidence/", views.evidence, name="my_portfolio_evidence"),
    path("portfolios/<slug:slug>/evidence/<ref:ref>/", views.download, name="my_evidence_file"),
]
