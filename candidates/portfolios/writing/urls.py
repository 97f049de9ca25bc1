from django.urls import path

from candidates.portfolios.writing.views import candidate, texts

my = [
    path("portfolios/", candidate.portfolios, name="my_portfolios"),
    path("portfolios/preview/", candidate.preview, name="my_portfolio_preview"),
    path("portfolios/<slug:slug>/", candidate.portfolio, name="my_portfolio"),
    path("portfolios/<slug:slug>/begin/", candidate.begin, name="my_portfolio_begin"),
    path("portfolios/<slug:slug>/give-up/", candidate.give_up, name="my_portfolio_give_up"),
    path("portfolios/<slug:slug>/<int:number>/", texts.competency, name="my_portfolio_competency"),
    path(
        "portfolios/<slug:slug>/<int:number>/save/",
        texts.competency_save,
        name="my_portfolio_competency_save",
    ),
    path("portfolios/<slug:slug>/sheet/<slug:kind>/", texts.sheet, name="my_portfolio_sheet"),
    path("portfolios/<slug:slug>/sheet/<slug:kind>/save/", texts.sheet_save, name="my_portfolio_sheet_save"),
]
