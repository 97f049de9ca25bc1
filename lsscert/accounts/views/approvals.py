"""Acts that need two people, at the desk: those that wait, one of them, and those decided."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts import approvals as services
from lsscert.accounts import informing
from lsscert.accounts.approval_cards import card, cards
from lsscert.accounts.approval_forms import StopForm
from lsscert.accounts.approval_kinds import kinds_of_others
from lsscert.accounts.approval_models import Approval, ApprovalQuerySet
from lsscert.accounts.viewer import me
from lsscert.refused import Refused
from lsscert.ui.paging import keyset_page

CONFIRM, STOP, TAKE_BACK = "confirm", "stop", "take_back"


@who(STAFF)
@require_safe
def approvals(request: HttpRequest) -> HttpResponse:
    waiting = keyset_page(
        _rows().waiting(), request, order=("goes_ahead_at", "pk"), parameter="waiting", size=10
    )
    decided = keyset_page(_rows().decided(), request, order=("-ended_at", "-pk"))
    person, now = me(request), clock.now()
    return render(
        request,
        "accounts/approvals.html",
        {
            "waiting": waiting,
            "waiting_cards": cards(waiting, viewer=person, now=now),
            "decided": decided,
            "decided_cards": cards(decided, viewer=person, now=now),
        },
    )


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def approval(request: HttpRequest, ref: str) -> HttpResponse:
    row = get_object_or_404(_rows(), ref=ref)
    form = StopForm(request.POST if request.POST.get("decision") == STOP else None)
    refusal = None
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        try:
            messages.success(request, _decide(request, row, form))
            return redirect("desk_approvals")
        except Refused as no:
            refusal = no
            row = get_object_or_404(_rows(), ref=ref)
    page = {"card": card(row, viewer=me(request), now=clock.now(), form=form), "refusal": refusal}
    return render(request, "accounts/approval.html", page, status=422 if request.method == "POST" else 200)


def _rows() -> ApprovalQuerySet:
    rows = Approval.objects.exclude(kind__in=kinds_of_others()).select_related("asked_by", "decided_by")
    return informing.with_reached(rows)


def _decide(request: HttpRequest, row: Approval, form: StopForm) -> str:
    """What was done, in words."""
    decision, by, now = request.POST.get("decision", ""), me(request), clock.now()
    if decision == CONFIRM:
        done = services.confirm(approval=row, by=by, now=now)
        return f"{_('Confirmed and done: “%(title)s”.') % {'title': done.title}} {done.outcome}".strip()
    if decision in (STOP, TAKE_BACK):
        why = form.cleaned_data["why"] if decision == STOP else ""
        done = services.stop(approval=row, why=why, by=by, now=now)
        said = _("“%(title)s” is taken back.") if done.taken_back else _("“%(title)s” is stopped.")
        return said % {"title": done.title}
    raise Refused("no_decision", _("Choose one of the buttons."))
