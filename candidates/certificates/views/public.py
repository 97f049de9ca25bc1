"""Checking a certificate: for employers, who have a number or a QR code and no account."""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from candidates.certificates.appraisal import standing_of
from candidates.certificates.forms import NumberForm, SurnameForm
from candidates.certificates.guesses import may_guess
from candidates.certificates.models import Certificate
from candidates.certificates.names import is_surname_of
from candidates.certificates.numbers import parse_number
from candidates.certificates.standing import StandingCode
from candidates.certificates.verdicts import verdict_on
from competencies.standard.models import CompetencySet
from lsscert import clock
from lsscert.access import ANYONE, who

VERIFY = "candidates/certificates/verify.html"
VERIFY_NUMBER = "candidates/certificates/verify_number.html"


@who(ANYONE)
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    form = NumberForm(request.GET if "number" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("verify_number", form.cleaned_data["number"])
    return _answer(request, VERIFY, {"form": form}, status=422 if form.errors else 200)


@who(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def verify_number(request: HttpRequest, number: str) -> HttpResponse:
    """What the number tells anybody. A POST compares a surname; it changes nothing, so it answers at once."""
    wanted = parse_number(number)
    if wanted is None or (certificate := Certificate.objects.filter(number=wanted).first()) is None:
        return _unknown(request, typed=number, number=wanted)
    if wanted != number:
        return redirect("verify_number", wanted)
    page = _page(certificate)
    if request.method != "POST" or page["named"] or page["replaced"]:
        return _answer(request, VERIFY_NUMBER, page)
    return _compare(request, certificate, page)


def _compare(request: HttpRequest, certificate: Certificate, page: dict[str, Any]) -> HttpResponse:
    form = SurnameForm(request.POST)
    if form.is_valid():
        usage = may_guess(request, certificate)
        if usage is None:
            return _answer(request, "candidates/certificates/verify_pause.html", page, status=429)
        if is_surname_of(form.cleaned_data["surname"], certificate.holder_name):
            usage.rollback()
            page |= {"named": True, "compared": True}
            return _answer(request, VERIFY_NUMBER, page)
        page["no_match"] = form.cleaned_data["surname"]
    page["form"] = form
    return _answer(request, VERIFY_NUMBER, page, status=422)


@who(ANYONE)
@require_safe
def verify_link(request: HttpRequest, number: str, token: str) -> HttpResponse:
    """The QR code of the paper: whoever holds it may read the name."""
    wanted = parse_number(number)
    certificate = Certificate.objects.filter(number=wanted).first() if wanted else None
    if certificate is None:
        return _unknown(request, typed=number, number=wanted)
    if not secrets.compare_digest(certificate.link_token.encode(), token.encode(errors="replace")):
        return _answer(
            request,
            "candidates/certificates/verify_broken_link.html",
            {"number": certificate.number},
            status=404,
        )
    page = _page(certificate)
    page["named"] = not page["replaced"]
    response = _answer(request, "candidates/certificates/verify_link.html", page)
    # The address opens a name, so no page after this one may learn it. Browsers then send forms without an origin,
    # which the guard against forged forms refuses: verify_link.html has no form, not even the one to sign out.
    response["Referrer-Policy"] = "no-referrer"
    return response


def _page(certificate: Certificate) -> dict[str, Any]:
    """`named` says whether the holder's name may be shown; of a replaced certificate it never is."""
    standing = standing_of(certificate, clock.today())
    replaced = standing.code == StandingCode.SUPERSEDED
    slugs = dict(
        CompetencySet.objects.filter(code__in=[one["code"] for one in certificate.sets]).values_list(
            "code", "slug"
        )
    )
    return {
        "certificate": certificate,
        "standing": standing,
        "verdict": verdict_on(certificate, standing),
        "replaced": replaced,
        "named": certificate.listed and not replaced,
        "sets": [one | {"slug": slugs.get(one["code"], "")} for one in certificate.sets],
        "form": SurnameForm(),
    }


def _unknown(request: HttpRequest, *, typed: str, number: str | None) -> HttpResponse:
    context = {"number": number, "typed": typed[:60], "form": NumberForm()}
    return _answer(request, "candidates/certificates/verify_unknown.html", context, status=404)


def _answer(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """It is true today only and may carry a name, so nobody keeps it or lists it."""
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store"
    if template != VERIFY:
        response["X-Robots-Tag"] = "noindex"
    return response
