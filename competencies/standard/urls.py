from django.urls import URLPattern, path

from competencies.standard.views import assignments, staff
from competencies.standard.views import public as everybody

# The page of one set, sets/<slug>/, stands with the courses that achieve it: competencies/courses/urls.py.
public: list[URLPattern] = [path("sets/", everybody.sets, name="sets")]
my: list[URLPattern] = []
desk: list[URLPattern] = [
    path("standard/", staff.standard, name="desk_standard"),
    path("standard/<slug:slug>/", staff.one_set, name="desk_set"),
    path("standard/<slug:slug>/<int:number>/", staff.competency, name="desk_competency"),
    path("standard/<slug:slug>/<int:number>/assignments/", assignments.assignments, name="desk_assignments"),
    path(
        "standard/<slug:slug>/<int:number>/assignments/<ref:ref>/",
        assignments.assignment,
        name="desk_assignment",
    ),
    path(
        "standard/<slug:slug>/<int:number>/assignments/<ref:ref>/switch/",
        assignments.switch,
        name="desk_assignment_switch",
    ),
]
