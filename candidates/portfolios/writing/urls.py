from django.urls import URLPattern, path

from candidates.portfolios.models import Sheet
from candidates.portfolios.writing.views import competency, portfolio, sheets, staff

OF_SET = "portfolios/<slug:slug>/"

my: list[URLPattern] = [
    path("portfolios/", portfolio.portfolios, name="my_portfolios"),
    # Before the sets: no set has this address.
    path("portfolios/preview/", competency.preview, name="my_portfolio_preview"),
    path(OF_SET, portfolio.portfolio, name="my_portfolio"),
    path(f"{OF_SET}begin/", portfolio.begin, name="my_portfolio_begin"),
    path(f"{OF_SET}give-up/", portfolio.give_up, name="my_portfolio_give_up"),
    path(f"{OF_SET}<int:number>/", competency.competency, name="my_portfolio_competency"),
    path(f"{OF_SET}<int:number>/save/", competency.save, name="my_portfolio_save"),
]
for _kind, _word in ((Sheet.Kind.STATEMENT, "statement"), (Sheet.Kind.PLANNING, "planning")):
    my += [
        path(f"{OF_SET}{_word}/", sheets.sheet, {"kind": _kind}, name=f"my_portfolio_{_word}"),
        path(f"{OF_SET}{_word}/save/", sheets.save, {"kind": _kind}, name=f"my_portfolio_{_word}_save"),
    ]
review: list[URLPattern] = []
desk: list[URLPattern] = [
    path("portfolios/<ref:ref>/another-attempt/", staff.another_attempt, name="desk_portfolio_another"),
]
