from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lsscert.access import STAFF, who
from lsscert.desk.forms import HistoryForm
from lsscert.desk.history.reading import history_page
from lsscert.desk.history.scope import Scope


@who(STAFF)
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """Every change on record: what, from what to what, by whom and when."""
    form = HistoryForm(request.GET)
    scope = form.scope()
    page = history_page(scope, request)
    return render(request, "desk/history.html", {"form": form, "page": page, "filtered": scope != Scope()})
