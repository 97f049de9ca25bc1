"""The funding planner. What is typed stands in the address, so a plan can be bookmarked, passed on, or kept."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lsscert import clock
from lsscert.access import ANYONE, SIGNED_IN, who
from lsscert.accounts.models import Draft
from lsscert.accounts.viewer import me, viewer_of
from lsscert.pages import services
from lsscert.pages.figures import figures
from lsscert.pages.funding import funding
from lsscert.pages.plan_form import PlanForm, slots_of
from lsscert.pages.plan_steps import plan_steps
from lsscert.pages.planning import InParts
from lsscert.refused import Refused
from lsscert.ui.versions import version_in

ASKED = re.compile(
    r"member|seat|open|award|award_for|employer|percent|saved|instalments|(set|way|price)\d{1,2}", re.ASCII
)


@who(ANYONE)
@require_safe
def planner(request: HttpRequest) -> HttpResponse:
    person = viewer_of(request).person
    kept = services.kept_plan(person) if person else None
    shows_kept = not request.GET and kept is not None and kept.version > 0
    typed = _typed(kept) if kept and shows_kept else request.GET
    return render(
        request, "pages/planner.html", _plan(request, typed) | {"kept": kept, "shows_kept": shows_kept}
    )


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the plan with one's own account. The page comes back with what was typed, kept or not.

    Whoever had to sign in on the way here comes by GET, and is led back to the planner.
    """
    if request.method != "POST":
        return redirect("planner")
    typed = _known(request.POST)
    try:
        services.keep_plan(
            typed=dict(typed.lists()), version=version_in(request, unreadable=0), by=me(request)
        )
    except Refused as no:
        messages.error(request, _stale() if no.code == "stale" else str(no))
    else:
        messages.success(request, _("Your plan is kept. You find it here whenever you are signed in."))
    return redirect(f"{reverse('planner')}?{typed.urlencode()}")


def _stale() -> str:
    return _(
        "You kept a newer plan in another tab meanwhile, and it is still there. Below is what you typed here: "
        "keep it to replace the newer one."
    )


def _plan(request: HttpRequest, typed: QueryDict) -> dict[str, Any]:
    today = clock.today()
    shown = figures(today)
    form = PlanForm(
        typed,
        today=today,
        slots=slots_of(shown["electives"]),
        most_instalments=shown["most_instalments"],
        portfolios=shown["prices"].portfolios_open,
    )
    in_parts = InParts(most=shown["most_instalments"], least=shown["least_instalment"])
    found = funding(form, shown["prices"], in_parts)
    ticked = form.answer("open", [])
    steps = plan_steps(
        found,
        chosen=[each for each in form.help_open if each.key in ticked],
        settle_days=shown["settle_days"],
        decision_days=shown["decision_days"],
        review=shown["prices"].portfolio_member if form.answer("member") else shown["prices"].portfolio,
        apply_at="my_application" if viewer_of(request).person else "account_signup",
    )
    return shown | {
        "form": form,
        "found": found,
        "steps": steps,
        "typed": typed.lists(),
        "help_open": form.help_open,
    }


def _known(typed: QueryDict) -> QueryDict:
    """Only what the planner asks for, and no more of it than its fields hold."""
    known = QueryDict(mutable=True)
    for name, values in typed.lists():
        if ASKED.fullmatch(name):
            known.setlist(name, [value[:80] for value in values[:20]])
    return known


def _typed(kept: Draft) -> QueryDict:
    typed = QueryDict(mutable=True)
    for name, values in kept.data.items():
        typed.setlist(name, values)
    return typed
