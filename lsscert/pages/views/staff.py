"""Messages from the contact page, kept at the desk while the office has no e-mail address on record."""

from django.contrib import messages as banners
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.viewer import me
from lsscert.pages import services
from lsscert.pages.models import ContactMessage
from lsscert.ui.paging import keyset_page

OPEN, ALL = "open", "all"


@who(STAFF)
@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    show = ALL if request.GET.get("show") == ALL else OPEN
    rows = ContactMessage.objects.select_related("answered_by")
    rows = rows if show == ALL else rows.unanswered()
    page = keyset_page(rows, request, order=("-written_at", "-pk"))
    return render(request, "pages/desk_messages.html", {"page": page, "show": show})


@who(STAFF)
@require_POST
def answered(request: HttpRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(ContactMessage, ref=ref)
    services.mark_answered(message=found, by=me(request), now=clock.now())
    banners.success(request, _("The message of %(name)s is marked as answered.") % {"name": found.name})
    return redirect("desk_messages")
