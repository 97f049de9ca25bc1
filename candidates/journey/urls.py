from django.urls import URLPattern, path

from candidates.journey.views import candidate, staff

public: list[URLPattern] = []
my: list[URLPattern] = [
    path("application/", candidate.application, name="my_application"),
    path("application/draft/", candidate.application_draft, name="my_application_draft"),
    path("application/withdraw/", candidate.withdraw, name="my_application_withdraw"),
    path("plan/", candidate.plan, name="my_plan"),
    path("timeline/", candidate.story, name="my_timeline"),
]
desk: list[URLPattern] = [
    path("applications/", staff.applications, name="desk_applications"),
    path("applications/<ref:ref>/", staff.application, name="desk_application"),
]
