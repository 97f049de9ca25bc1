from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competencies.standard.selectors import sets_now
from lsscert import clock
from lsscert.access import ANYONE, who
from lsscert.policy import services as policy


@who(ANYONE)
@require_safe
def sets(request: HttpRequest) -> HttpResponse:
    """The catalogue of the ten sets. The page of one set stands with the courses that achieve it."""
    editions = list(sets_now())
    return render(
        request,
        "competencies/standard/sets.html",
        {
            "editions": editions,
            "required": sum(edition.set.required for edition in editions),
            "electives": policy.at("candidacy.electives", clock.today()),
        },
    )
