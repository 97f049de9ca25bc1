from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from candidates.my.helping import asked_by
from candidates.my.home import home_for
from lsscert import clock
from lsscert.access import SIGNED_IN, who
from lsscert.accounts.viewer import me

NUMBERS = [_("None"), _("One"), _("Two"), _("Three"), _("Four"), _("Five"), _("Six")]


@who(SIGNED_IN)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where am I, what is the state, what do I do next."""
    person = me(request)
    found = home_for(person, today=clock.today())
    done = found.progress.done if found.progress else 0
    return render(
        request,
        "candidates/my/home.html",
        {
            "person": person,
            "home": found,
            "done_word": NUMBERS[min(done, 6)],
            "step_url": _url(found.step.goto),
            "help": asked_by(person),
        },
    )


def _url(goto: str) -> str:
    return goto if not goto or goto.startswith("/") else reverse(goto)
