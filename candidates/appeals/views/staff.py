"""The desk's pages of appeals."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.appeals import judging
from candidates.appeals.forms import AnswerForm, FinalForm
from candidates.appeals.models import STATUS, Appeal, AppealDocument
from candidates.appeals.views import post
from candidates.journey import timeline
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.viewer import me
from lsscert.files import services as files
from lsscert.refused import Refused
from lsscert.ui.paging import keyset_page
from lsscert.ui.versions import version_in


@who(STAFF)
@require_safe
def appeals(request: HttpRequest) -> HttpResponse:
    rows = Appeal.objects.select_related("candidacy__person")
    show = "all" if request.GET.get("show") == "all" else "open"
    page = keyset_page(rows if show == "all" else rows.open(), request, order=("-notice_at", "-pk"))
    lines = [{"appeal": row, "info": STATUS[row.state], "late": _late(row)} for row in page.items]
    return render(request, "candidates/appeals/desk_list.html", {"page": page, "lines": lines, "show": show})


def _late(row: Appeal) -> bool:
    with_us = row.state in {Appeal.Status.REASONED, Appeal.Status.SECOND}
    return with_us and row.due_on is not None and row.due_on < clock.today()


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, ref: str) -> HttpResponse:
    row = get_object_or_404(
        Appeal.objects.select_related("candidacy__person", "answered_by", "second_by", "entered_by"), ref=ref
    )
    kind = FinalForm if row.state == Appeal.Status.SECOND else AnswerForm
    form: Any = kind(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _judge(request, row, form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
            row.refresh_from_db()
        else:
            messages.success(request, _("Decided; the candidate reads it by letter."))
            return redirect("desk_appeal", row.ref)
    context = {
        "appeal": row,
        "info": STATUS[row.state],
        "late": _late(row),
        "form": form,
        "may_judge": judging.may_judge(me(request), row),
        "post_next": row.state in post.FORMS,
        "to_judge": row.state in {Appeal.Status.REASONED, Appeal.Status.SECOND},
        "entries": timeline.entries(row.candidacy, limit=10, names=True),
    }
    return render(request, "candidates/appeals/desk_appeal.html", context, status=422 if form.errors else 200)


def _judge(request: HttpRequest, row: Appeal, data: dict[str, Any]) -> None:
    act: dict[str, Any] = {
        "appeal": row,
        "words": data["words"],
        "by": me(request),
        "now": clock.now(),
        "seen": version_in(request, "seen"),
    }
    if "stands" in data:
        judging.decide(stands=data["stands"] == "yes", **act)
    else:
        judging.answer(followed=data["followed"] == "yes", fair=data["fair"] == "yes", **act)


@who(STAFF, file=True)
@require_safe
def document(request: HttpRequest, ref: str) -> HttpResponseBase:
    return files.response(get_object_or_404(AppealDocument.objects.select_related("file"), ref=ref).file)
