"""The outbox at the desk: what went, what did not, and sending it again."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lsscert.access import STAFF, who
from lsscert.accounts.viewer import me
from lsscert.letters import services
from lsscert.letters.models import STATUS, Letter
from lsscert.text import tidy_line
from lsscert.ui.paging import keyset_page


@who(STAFF)
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    words = tidy_line(request.GET.get("q", ""))[:100]
    state = request.GET.get("state", "")
    state = state if state in Letter.Status.values else ""
    page = keyset_page(_matching(words, state), request, order=("-written_at", "-pk"))
    return render(
        request,
        "letters_pages/desk_letters.html",
        {
            "page": page,
            "words": words,
            "chosen": state,
            "states": [(value, STATUS[value].staff) for value in Letter.Status.values],
            "failed": Letter.objects.not_delivered().count(),
        },
    )


def _matching(words: str, state: str) -> QuerySet[Letter]:
    rows = Letter.objects.select_related("person").defer("body")
    rows = rows.about(words) if words else rows
    return rows.filter(state=state) if state else rows


@who(STAFF)
@require_safe
def letter(request: HttpRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(Letter.objects.select_related("person"), ref=ref)
    return render(
        request,
        "letters_pages/desk_letter.html",
        {"letter": found, "state": STATUS[found.state], "goes_to": services.present_address(found)},
    )


@who(STAFF)
@require_POST
def resend(request: HttpRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(Letter, ref=ref)
    sent = services.resend(letter=found, by=me(request))
    messages.success(request, _("The letter is on its way to %(address)s again.") % {"address": sent.address})
    return redirect("desk_letter", ref)


@who(STAFF)
@require_POST
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(Letter, ref=ref)
    services.call_back(letter=found, by=me(request))
    messages.success(request, _("The letter is withdrawn and will not be sent."))
    return redirect("desk_letter", ref)
