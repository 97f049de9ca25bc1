"""What a referee sees by the link in their letter."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lsscert import clock
from lsscert.accounts import links
from lsscert.accounts.models import Link
from lsscert.accounts.views.links import gone
from lsscert.refused import Refused
from scholarships.applying import references
from scholarships.applying.forms import LetterForm
from scholarships.applying.models import Reference


def reference_link(request: HttpRequest, link: Link) -> HttpResponse:
    rows = Reference.objects.select_related("application__round__organisation", "application__person")
    reference = rows.filter(ref=link.subject).first()
    if reference is None or not references.can_be_given(reference, clock.now()):
        return gone(request)
    declined = "decline" in request.POST
    typed = request.method == "POST" and not declined
    form = LetterForm(
        request.POST if typed else None,
        request.FILES if typed else None,
        megabytes=references.largest(clock.now()),
    )
    refusal = None
    if request.method == "POST" and (declined or form.is_valid()):
        try:
            said = {"text": ""} if declined else _said(form)
            references.give_reference(reference=reference, declined=declined, now=clock.now(), **said)
        except Refused as no:
            refusal = no
        else:
            links.consume(link, now=clock.now())
            return render(request, "scholarships/applying/reference_done.html", {"declined": declined})
    context = {
        "reference": reference,
        "applicant": reference.application.person,
        "round": reference.application.round,
        "form": form,
        "refusal": refusal,
    }
    status = 422 if form.errors or refusal else 200
    return render(request, "scholarships/applying/reference.html", context, status=status)


def _said(form: LetterForm) -> dict[str, Any]:
    return {"text": form.cleaned_data["text"], "upload": form.cleaned_data["file"]}
