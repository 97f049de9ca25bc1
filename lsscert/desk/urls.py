from django.urls import URLPattern, path

from lsscert.desk.views import candidates, history, home, scholarships, search

public: list[URLPattern] = []
my: list[URLPattern] = []
desk: list[URLPattern] = [
    path("", home.home, name="desk_home"),
    path("search/", search.results, name="desk_search"),
    path("candidates/", candidates.candidates, name="desk_candidates"),
    path("candidates/<ref:ref>/", candidates.candidate, name="desk_candidate"),
    path("scholarships/", scholarships.scholarships, name="desk_scholarships"),
    path("history/", history.history, name="desk_history"),
]
