from django.urls import URLPattern, path

from candidates.portfolios.deciding.views import candidate, reports, staff

my: list[URLPattern] = [
    path("portfolios/<slug:slug>/outcome/", candidate.outcome, name="my_portfolio_outcome"),
    path("portfolios/<slug:slug>/outcome/as-it-is/", candidate.decline, name="my_portfolio_decline"),
]
review: list[URLPattern] = []
desk: list[URLPattern] = [
    path("portfolios/decisions/", staff.decisions, name="desk_decisions"),
    path("portfolios/reports/", reports.reports, name="desk_portfolio_reports"),
    path("portfolios/reports/<ref:ref>/", reports.report, name="desk_portfolio_report"),
    path("portfolios/reports/<ref:ref>/file/", reports.file, name="desk_portfolio_report_file"),
    path("portfolios/<ref:ref>/decision/", staff.decision, name="desk_decision"),
]
