from django.urls import URLPattern, path

from competencies.courses.views import approvals, bundles, staff
from competencies.courses.views import public as everybody

public: list[URLPattern] = [
    path("sets/<slug:slug>/", everybody.one_set, name="set"),
    path("courses/", everybody.courses, name="courses"),
    path("courses/<ref:ref>/", everybody.course, name="course"),
    path("agreements/", everybody.agreements, name="agreements"),
]
my: list[URLPattern] = []
desk: list[URLPattern] = [
    path("courses/", staff.courses, name="desk_courses"),
    path("courses/new/", staff.new_course, name="desk_course_new"),
    path("courses/<ref:ref>/", staff.course, name="desk_course"),
    path("courses/<ref:ref>/approvals/", approvals.add, name="desk_approval_add"),
    path("courses/<ref:ref>/approvals/<ref:approval>/", approvals.correct, name="desk_approval"),
    path("courses/<ref:ref>/approvals/<ref:approval>/remove/", approvals.remove, name="desk_approval_remove"),
    path("courses/<ref:ref>/bundle/", bundles.new, name="desk_bundle_new"),
    path("courses/<ref:ref>/bundle/<ref:bundle>/remove/", bundles.remove, name="desk_bundle_remove"),
]
