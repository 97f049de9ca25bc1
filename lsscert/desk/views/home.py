from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.desk.picture import todays_picture
from lsscert.desk.waiting import what_waits


@who(STAFF)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for the office, longest first, and how things stand."""
    waiting, quiet = what_waits(clock.now())
    return render(
        request,
        "desk/home.html",
        {
            "waiting": waiting,
            "waiting_count": sum(each.count for each in waiting),
            "quiet": quiet,
            "figures": todays_picture(clock.today()),
        },
    )
