"""The desk's pages about certificates: what to issue, all that were issued, correcting a name."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.certificates import services
from candidates.certificates.appraisal import standing_of
from candidates.certificates.counted import counted_achievements
from candidates.certificates.forms import CorrectNameForm, ReturnForm
from candidates.certificates.models import REQUEST_STATUS, Certificate, CertificateRequest
from candidates.certificates.numbers import parse_number
from candidates.certificates.paper import link_of
from candidates.certificates.showing import pdf_response, with_days
from candidates.certificates.term import last_valid_day
from candidates.certificates.verdicts import verdict_on
from candidates.journey import services as journey
from candidates.journey import timeline
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.viewer import me
from lsscert.paper import glyphs
from lsscert.policy import services as policy
from lsscert.refused import Refused
from lsscert.text import tidy_line
from lsscert.ui.paging import keyset_page

REQUESTS_SHOWN = 50


@who(STAFF)
@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """Requests, longest waiting first; below them every certificate, newest first, or those that match the words."""
    words = tidy_line(request.GET.get("q", ""))[:100]
    number = parse_number(words)
    if number and (found := Certificate.objects.filter(number=number).first()):
        return redirect("desk_certificate", found.ref)
    requests = CertificateRequest.objects.to_issue().select_related("candidacy__person")
    waiting = list(requests[:REQUESTS_SHOWN])
    page = keyset_page(_certificates(words), request, order=("-issued_on", "-pk"))
    return render(
        request,
        "candidates/certificates/desk_certificates.html",
        {
            "waiting": waiting,
            "more_waiting": len(waiting) == REQUESTS_SHOWN,
            "page": page,
            "words": words,
            "today": clock.today(),
        },
    )


def _certificates(words: str) -> QuerySet[Certificate]:
    rows = Certificate.objects.select_related("candidacy__person")
    if words:
        rows = rows.filter(
            Q(number__icontains=words)
            | Q(holder_name__icontains=words)
            | Q(candidacy__person__name__icontains=words)
        )
    return rows


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_request(request: HttpRequest, ref: str) -> HttpResponse:
    """One request with its six sets as evidence. A POST gives it back; issuing has an address of its own."""
    found = get_object_or_404(CertificateRequest.objects.select_related("candidacy__person"), ref=ref)
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.return_request(
                request=found,
                answer=form.cleaned_data["answer"],
                by=me(request),
                now=clock.now(),
            )
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("The request went back to the candidate with your words."))
            return redirect("desk_certificates")
    today = clock.today()
    issued = found.candidacy.certificates.in_force().first()
    return render(
        request,
        "candidates/certificates/desk_request.html",
        {
            "found": found,
            "info": REQUEST_STATUS[found.state],
            "open": found.state == CertificateRequest.Status.ASKED,
            "progress": journey.progress_of(found.candidacy),
            "achievements": counted_achievements(found.candidacy),
            "not_printable": glyphs.missing(found.holder_name),
            "term_ends": last_valid_day(today, policy.at("certificate.years", today)),
            "issued": issued,
            "form": form,
        },
        status=422 if form.errors else 200,
    )


@who(STAFF)
@require_POST
def issue(request: HttpRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(CertificateRequest.objects.select_related("candidacy"), ref=ref)
    try:
        made = services.issue(
            request=found,
            by=me(request),
            now=clock.now(),
        )
    except Refused as no:
        if no.code != "already_issued":
            raise
        messages.info(request, str(no.sentence))
        return redirect("desk_certificate_request", found.ref)
    messages.success(request, _("Certificate %(number)s is issued.") % {"number": made.number})
    return redirect("desk_certificate", made.ref)


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: HttpRequest, ref: str) -> HttpResponse:
    """One certificate, what it is worth today, and the correction of its name."""
    found = get_object_or_404(
        Certificate.objects.select_related("candidacy__person", "issued_by", "replaced_by"), ref=ref
    )
    form = CorrectNameForm(request.POST or None, initial={"holder_name": found.holder_name})
    if request.method == "POST" and form.is_valid():
        try:
            corrected = services.correct_name(
                certificate=found,
                by=me(request),
                now=clock.now(),
                **form.cleaned_data,
            )
        except Refused as no:
            form.add_error("holder_name" if no.code in {"same_name", "name_needed"} else None, str(no))
        else:
            messages.success(
                request,
                _("%(number)s takes the place of %(old)s.")
                % {"number": corrected.number, "old": found.number},
            )
            return redirect("desk_certificate", corrected.ref)
    standing = standing_of(found, clock.today())
    return render(
        request,
        "candidates/certificates/desk_certificate.html",
        {
            "certificate": found,
            "sets": with_days(found.sets),
            "standing": standing,
            "verdict": verdict_on(found, standing),
            "in_force": found.state == Certificate.Status.IN_FORCE,
            "history": list(found.candidacy.certificates.all()),
            "link_url": link_of(found),
            "not_printable": glyphs.missing(found.holder_name),
            "form": form,
            "entries": timeline.entries(found.candidacy, limit=10, names=True),
        },
        status=422 if form.errors else 200,
    )


@who(STAFF, file=True)
@require_safe
def certificate_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    """Of a replaced one, too: the paper then says so."""
    return pdf_response(get_object_or_404(Certificate, ref=ref))
