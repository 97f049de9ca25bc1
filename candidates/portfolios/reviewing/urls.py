from django.urls import URLPattern, path

from candidates.portfolios.reviewing.views import evidence, home, rating

my: list[URLPattern] = []
review: list[URLPattern] = [
    path("", home.home, name="review_home"),
    path("<ref:ref>/", home.review, name="review"),
    path("<ref:ref>/open/", home.open_it, name="review_open"),
    path("<ref:ref>/statement/", rating.statement, name="review_statement"),
    path("<ref:ref>/<int:number>/", rating.competency, name="review_competency"),
    path("<ref:ref>/<int:number>/save/", rating.save, name="review_save"),
    path("<ref:ref>/hand-in/", rating.hand_in, name="review_hand_in"),
    path("<ref:ref>/step-aside/", home.step_aside, name="review_step_aside"),
    path("<ref:ref>/evidence/<ref:piece>/", evidence.file, name="review_file"),
    path("<ref:ref>/evidence/<ref:piece>/<int:page>/", evidence.page, name="review_page"),
    path("<ref:ref>/evidence/<ref:piece>/report/", evidence.report, name="review_report"),
]
desk: list[URLPattern] = []
