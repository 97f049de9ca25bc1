"""Awards of a round after it was announced, for those who run it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.fees import csv_files
from candidates.fees.awards_owed import invoices_of, owed_awards
from lsscert import clock
from lsscert.access import ORGANISER, STAFF, TREASURER, who
from lsscert.accounts.models import Membership
from lsscert.accounts.viewer import me, viewer_of
from lsscert.money.models import AwardTransfer
from lsscert.refused import Refused
from lsscert.ui.wording import day
from scholarships.awarding import reserve
from scholarships.awarding.models import AWARD_STATUS, Award
from scholarships.awarding.stepping import TOLD
from scholarships.following import annual, reporting, services
from scholarships.following.clocks import overdue
from scholarships.following.forms import ExtendForm, WhyForm
from scholarships.following.models import CLAIM_STATUS, Claim, FollowUp, MoneyBack
from scholarships.funds.members import has_role, require_role, seen_by
from scholarships.rounds.models import Round

Role = Membership.Role


def _round(request: HttpRequest, ref: str) -> Round:
    round_ = get_object_or_404(Round.objects.filter(state__in=TOLD).select_related("organisation"), ref=ref)
    require_role(request, round_.organisation, Role.ORGANISER, Role.TREASURER)
    return round_


@who(ORGANISER, TREASURER, STAFF)
@require_safe
def awards(request: HttpRequest, ref: str) -> HttpResponse:
    round_ = _round(request, ref)
    rows = round_.awards.exclude(offered_at=None, state=Award.Status.TAKEN_OFF).select_related(
        "person", "application"
    )
    claims = {row.award_id: row for row in Claim.objects.filter(award__round=round_)}
    keeps = has_role(viewer_of(request).person, round_.organisation, Role.TREASURER)
    reports = {row.award_id: row for row in FollowUp.objects.filter(award__round=round_)}
    places = reserve.places_of(round_)
    listed: list[dict[str, Any]] = [
        {
            "award": row,
            "info": AWARD_STATUS[row.state],
            "report": _report(reports.get(row.pk)),
            "claim": claims.get(row.pk),
            "claim_info": CLAIM_STATUS[claims[row.pk].state] if row.pk in claims else None,
            "place": places.get(row.pk),
        }
        for row in rows
    ]
    listed.sort(key=lambda each: (each["place"] or 0, each["award"].pk))
    context = {
        "round": round_,
        "rows": listed,
        "keeps": keeps,
        "claimed": round_.purpose != Round.Purpose.FEE,
    }
    return render(request, "scholarships/following/awards.html", context)


def _report(row: FollowUp | None) -> tuple[str, str] | None:
    """A tone and a word for the report of an award."""
    if row is None:
        return None
    if row.handed_in_at:
        return "done", _("here")
    if row.excused_why:
        return "done", _("not needed")
    late = overdue(row.due_on, False, False, clock.today())
    words = _("overdue since %(day)s") if late else _("due %(day)s")
    return ("act" if late else "wait"), words % {"day": day(row.due_on)}


@who(ORGANISER, STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def award(request: HttpRequest, ref: str) -> HttpResponse:
    """More time to accept, or taken off, with a reason."""
    row = get_object_or_404(
        Award.objects.filter(round__state__in=TOLD).select_related(
            "round__organisation", "person", "application"
        ),
        ref=ref,
    )
    require_role(request, row.round.organisation, Role.ORGANISER)
    extend = ExtendForm(request.POST if "extend" in request.POST else None, prefix="extend")
    off = WhyForm(request.POST if "off" in request.POST else None, prefix="off")
    excuse = WhyForm(request.POST if "excuse" in request.POST else None, prefix="excuse")
    follow_up = FollowUp.objects.filter(award=row).first()
    given_back = MoneyBack.objects.filter(claim__award=row).select_related("fund", "cost")
    refusal = None
    bound = next((form for form in (extend, off, excuse) if form.is_bound), None)
    if request.method == "POST" and bound and bound.is_valid():
        try:
            messages.success(request, _do(request, row, bound, follow_up))
            return redirect("committee_awards", row.round.ref)
        except Refused as no:
            refusal = no
    context = {
        "award": row,
        "round": row.round,
        "info": AWARD_STATUS[row.state],
        "extend": extend,
        "off": off,
        "excuse": excuse,
        "report": follow_up,
        "given_back": given_back,
        "refusal": refusal,
    }
    status = 409 if refusal else 422 if request.method == "POST" else 200
    return render(request, "scholarships/following/desk_award.html", context, status=status)


def _do(request: HttpRequest, row: Award, form: ExtendForm | WhyForm, follow_up: FollowUp | None) -> str:
    by, now, data = me(request), clock.now(), form.cleaned_data
    if form.prefix == "extend":
        services.extend(award=row, until=data["until"], why=data["why"], by=by, now=now)
        return _("There is more time to accept it.")
    if form.prefix == "excuse":
        if follow_up is None:
            raise Refused("no_report", _("No report was asked for."))
        reporting.excuse(follow_up=follow_up, why=data["why"], by=by)
        return _("The report is not needed any more.")
    services.take_off(award=row, why=data["why"], by=by, now=now)
    return _("It is taken off; the next in reserve moves up.")


@who(ORGANISER, TREASURER, STAFF)
@require_safe
def owed(request: HttpRequest) -> HttpResponse:
    """What the organisations of the person looking owe the programme, and the transfers they made."""
    found = []
    for organisation in seen_by(request, Role.ORGANISER, Role.TREASURER):
        rows = list(owed_awards(organisation))
        numbers = invoices_of(rows)
        found.append(
            {
                "organisation": organisation,
                "rows": [{"award": row, "number": numbers.get(row.pk, "")} for row in rows],
                "total": sum(row.owed for row in rows),
                "transfers": AwardTransfer.objects.filter(organisation=organisation)[:50],
            }
        )
    return render(request, "scholarships/following/owed.html", {"found": found})


@who(ORGANISER, TREASURER, STAFF)
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """A year of an organisation: applied, eligible, awarded, money by fund, what became of people."""
    year = _year(request)
    found = _reports(request, year)
    context = {"found": found, "year": year, "years": range(clock.today().year, clock.today().year - 6, -1)}
    return render(request, "scholarships/following/annual.html", context)


def _year(request: HttpRequest) -> int:
    text = request.GET.get("year", "")
    known = text.isascii() and text.isdigit() and len(text) == 4 and int(text) > 0
    return int(text) if known else clock.today().year


def _reports(request: HttpRequest, year: int) -> list[annual.Report]:
    seen = seen_by(request, Role.ORGANISER, Role.TREASURER)
    return [annual.report_of(organisation, year) for organisation in seen]


@who(ORGANISER, TREASURER, STAFF, file=True)
@require_safe
def report_file(request: HttpRequest) -> HttpResponse:
    """The same figures as a file for a spreadsheet, one figure a line."""
    year = _year(request)
    head = [_("Organisation"), _("Of"), _("What is counted"), _("Figure")]
    rows = [line for each in _reports(request, year) for line in annual.lines(each)]
    return csv_files.answer(f"scholarships-{year}", head, rows)
