"""The holder's page: what is missing, asking, the certificate itself."""

import base64
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.certificates import paper, services, stages
from candidates.certificates.appraisal import standing_of
from candidates.certificates.counted import as_kept, counted_achievements
from candidates.certificates.forms import AskForm
from candidates.certificates.models import Certificate
from candidates.certificates.showing import pdf_response, preview_sheet
from candidates.certificates.stages import Stage, stage_of
from candidates.certificates.verdicts import verdict_on
from candidates.journey.models import Candidacy
from lsscert import clock
from lsscert.access import SIGNED_IN, who
from lsscert.accounts.viewer import me
from lsscert.paper import glyphs
from lsscert.refused import Refused

MAY_ASK = {stages.READY, stages.RETURNED}


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: HttpRequest) -> HttpResponse:
    person = me(request)
    stage = stage_of(person)
    if stage.code in MAY_ASK and stage.candidacy:
        return _asking(request, stage, stage.candidacy)
    if request.method == "POST":
        # The page was open while things moved on: show how they stand now.
        return redirect("my_certificate")
    if stage.code == stages.ISSUED:
        return render(request, "candidates/certificates/issued.html", _issued(stage))
    missing = stages.what_is_missing(stage.progress) if stage.progress else []
    return render(request, "candidates/certificates/waiting.html", {"stage": stage, "missing": missing})


def _asking(request: HttpRequest, stage: Stage, candidacy: Candidacy) -> HttpResponse:
    person = me(request)
    name, listed = person.name[: services.LONGEST_NAME], False
    if stage.request:
        name, listed = stage.request.holder_name, stage.request.listed
    form = AskForm(request.POST or None, initial={"holder_name": name, "listed": listed})
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        try:
            services.ask_for_certificate(candidacy=candidacy, by=person, now=clock.now(), **form.cleaned_data)
        except Refused as no:
            form.add_error("holder_name" if no.code.startswith("name_") else None, str(no))
        else:
            messages.success(
                request, _("Your request is with the office. You get a letter when it is issued.")
            )
            return redirect("my_certificate")
    context = {"stage": stage, "form": form} | _preview(form, candidacy, name)
    return render(request, "candidates/certificates/ask.html", context, status=422 if form.errors else 200)


def _preview(form: AskForm, candidacy: Candidacy, before: str) -> dict[str, Any]:
    """A picture of the paper with the name as it stands in the form; none while the name is wrong."""
    name = form.cleaned_data.get("holder_name", "") if form.is_bound else before
    if not name:
        return {}
    sets = as_kept(counted_achievements(candidacy))
    sheet = preview_sheet(holder_name=name, sets=sets, today=clock.today())
    return {"preview_name": name, "picture": _as_data(sheet), "not_printable": glyphs.missing(name)}


def _issued(stage: Stage) -> dict[str, Any]:
    found = stage.certificate
    assert found is not None
    today = clock.today()
    standing = standing_of(found, today)
    return {
        "certificate": found,
        "standing": standing,
        "verdict": verdict_on(found, standing),
        "renewal_open": standing.can_renew,
        "picture": _as_data(paper.sheet_of(found)),
        "public_url": settings.SITE_URL + reverse("verify_number", args=[found.number]),
        "link_url": paper.link_of(found),
        "verify_host": settings.SITE_URL.split("://")[-1] + reverse("verify"),
    }


def _as_data(sheet: paper.Sheet) -> str:
    return "data:image/png;base64," + base64.b64encode(paper.as_picture(sheet)).decode()


def _own(request: HttpRequest, ref: str) -> Certificate:
    """The holder's own, as long as it is the one to show: a replaced paper is not handed out again."""
    own = Certificate.objects.of(me(request)).in_force()
    return get_object_or_404(own.select_related("candidacy"), ref=ref)


@who(SIGNED_IN, file=True)
@require_safe
def certificate_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    return pdf_response(_own(request, ref))


@who(SIGNED_IN)
@require_POST
def certificate_listing(request: HttpRequest, ref: str) -> HttpResponse:
    """Show the holder's name on the public page, or no longer."""
    listed = request.POST.get("listed") == "yes"
    services.set_listing(
        certificate=_own(request, ref),
        listed=listed,
        by=me(request),
        now=clock.now(),
    )
    if listed:
        messages.success(request, _("The public page shows your name now."))
    else:
        messages.success(request, _("The public page no longer shows your name."))
    return redirect("my_certificate")
