"""What a personal link of an act that needs two people opens: the question, and two buttons."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from lsscert import clock
from lsscert.accounts import approvals, informing, links
from lsscert.accounts.approval_cards import card
from lsscert.accounts.approval_forms import StopForm
from lsscert.accounts.approval_kinds import APPROVAL_KINDS, may_decide
from lsscert.accounts.approval_models import Approval
from lsscert.accounts.models import Link, Membership
from lsscert.accounts.views.links import gone
from lsscert.refused import Refused

CONFIRM, STOP = "confirm", "stop"


class UsedUp(Exception):
    """Somebody pressed a button of the same link at the same moment."""


def approval_link(request: HttpRequest, link: Link) -> HttpResponse:
    rows = informing.with_reached(Approval.objects.select_related("asked_by", "decided_by"))
    approval = rows.filter(ref=link.subject).first()
    if approval is None or not _still_holds(link, approval):
        return gone(request)
    form = StopForm(request.POST if request.POST.get("decision") == STOP else None)
    refusal = None
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        try:
            return _decided(request, _decide(request, link, approval, form))
        except UsedUp:
            return gone(request)
        except Refused as no:
            refusal = no
            approval = rows.get(pk=approval.pk)
    page = {"card": card(approval, viewer=None, now=clock.now(), form=form), "refusal": refusal}
    return render(
        request, "accounts/approval_link.html", page, status=422 if request.method == "POST" else 200
    )


@transaction.atomic
def _decide(request: HttpRequest, link: Link, approval: Approval, form: StopForm) -> Approval:
    """The link is used up together with the decision: refused, it opens again."""
    now = clock.now()
    door: dict[str, Any] = {"by": link.person, "address": link.address, "as_": Approval.Door.LINK, "now": now}
    decision = request.POST.get("decision")
    if decision not in (CONFIRM, STOP):
        raise Refused("no_decision", _("Choose one of the buttons."))
    if not links.consume(link, now=now):
        raise UsedUp
    if decision == STOP:
        return approvals.stop(approval=approval, why=form.cleaned_data["why"], **door)
    return approvals.confirm(approval=approval, **door)


def _decided(request: HttpRequest, approval: Approval) -> HttpResponse:
    """Shown at once: the link opens nothing any more, so there is no page to go on to."""
    return render(request, "accounts/approval_link_done.html", {"approval": approval})


def _still_holds(link: Link, approval: Approval) -> bool:
    """Of somebody who has left the staff, or those the kind names, it opens nothing."""
    if APPROVAL_KINDS[approval.kind].people:
        return may_decide(approval, link.person)
    if link.person is None:
        return True
    return link.person.memberships.filter(role=Membership.Role.STAFF).exists()
