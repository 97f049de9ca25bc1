from django.urls import URLPattern, path

from candidates.coursework.views import candidate, report, staff
from candidates.coursework.views import public as everybody

public: list[URLPattern] = [
    path("courses/does-it-count/", everybody.does_it_count, name="does_it_count"),
]
my: list[URLPattern] = [
    path("courses/", candidate.courses, name="my_courses"),
    path("courses/report/", report.report, name="my_course_report"),
    path("courses/<ref:ref>/", candidate.completion, name="my_completion"),
    path("courses/<ref:ref>/proof/", candidate.proof, name="my_proof"),
]
desk: list[URLPattern] = [
    path("coursework/", staff.queue, name="desk_coursework"),
    path("coursework/<ref:ref>/", staff.completion, name="desk_completion"),
    path("coursework/<ref:ref>/proof/", staff.proof, name="desk_proof"),
]
