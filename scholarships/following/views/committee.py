"""Awards of a round after it was announced, for those who run it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.fees.awards_owed import invoices_of, owed_awards
from lsscert import clock
from lsscert.access import ORGANISER, STAFF, TREASURER, who
from lsscert.accounts.models import Membership
from lsscert.accounts.viewer import me
from lsscert.money.models import AwardTransfer
from lsscert.refused import Refused
from scholarships.awarding import reserve
from scholarships.awarding.models import AWARD_STATUS, Award
from scholarships.awarding.stepping import TOLD
from scholarships.following import annual, services
from scholarships.following.forms import ExtendForm, WhyForm
from scholarships.following.models import FollowUp
from scholarships.funds.members import require_role, seen_by
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
    reports = {row.award_id: row for row in FollowUp.objects.filter(award__round=round_)}
    places = reserve.places_of(round_)
    listed = [
        {
            "award": row,
            "info": AWARD_STATUS[row.state],
            "report": reports.get(row.pk),
            "place": places.get(row.pk),
        }
        for row in rows
    ]
    listed.sort(key=lambda each: (each["place"] or 0, each["award"].pk))
    return render(request, "scholarships/following/awards.html", {"round": round_, "rows": listed})


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
    refusal = None
    if request.method == "POST" and (extend if extend.is_bound else off).is_valid():
        try:
            messages.success(request, _do(request, row, extend, off))
            return redirect("committee_awards", row.round.ref)
        except Refused as no:
            refusal = no
    context = {
        "award": row,
        "round": row.round,
        "info": AWARD_STATUS[row.state],
        "extend": extend,
        "off": off,
        "refusal": refusal,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "scholarships/following/desk_award.html", context, status=status)


def _do(request: HttpRequest, row: Award, extend: ExtendForm, off: WhyForm) -> str:
    by, now = me(request), clock.now()
    if extend.is_bound:
        data = extend.cleaned_data
        services.extend(award=row, until=data["until"], why=data["why"], by=by, now=now)
        return _("There is more time to accept it.")
    services.take_off(award=row, why=off.cleaned_data["why"], by=by, now=now)
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
    text = request.GET.get("year", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else clock.today().year
    found = [
        annual.report_of(organisation, year)
        for organisation in seen_by(request, Role.ORGANISER, Role.TREASURER)
    ]
    context = {"found": found, "year": year, "years": range(clock.today().year, clock.today().year - 6, -1)}
    return render(request, "scholarships/following/annual.html", context)
