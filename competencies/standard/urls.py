from django.urls import URLPattern, path

from competencies.standard.views import public as everybody
from competencies.standard.views import staff

# The page of one set, sets/<slug>/, stands with the courses that achieve it: competencies/courses/urls.py.
public: list[URLPattern] = [path("sets/", everybody.sets, name="sets")]
my: list[URLPattern] = []
desk: list[URLPattern] = [
    path("standard/", staff.standard, name="desk_standard"),
    path("standard/<slug:slug>/", staff.one_set, name="desk_set"),
    path("standard/<slug:slug>/<int:number>/", staff.competency, name="desk_competency"),
]
