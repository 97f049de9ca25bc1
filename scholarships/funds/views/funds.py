"""What lies in an organisation's funds, and what came and went."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from candidates.fees import csv_files
from lsscert import clock
from lsscert.access import ORGANISER, TREASURER, who
from lsscert.accounts.models import Membership
from lsscert.accounts.viewer import me
from lsscert.money.models import Fund
from scholarships.funds import taking_out
from scholarships.funds.members import has_role, organisations_of
from scholarships.funds.reading import lines, standing, standings

Role = Membership.Role


def own_fund(request: HttpRequest, ref: str, *roles: str) -> Fund:
    """A fund of an organisation in which the person looking holds such a role; 404 for everybody else's."""
    theirs = organisations_of(me(request), *(roles or (Role.TREASURER, Role.ORGANISER)))
    return get_object_or_404(Fund.objects.select_related("organisation"), ref=ref, organisation__in=theirs)


@who(TREASURER, ORGANISER)
@require_safe
def funds(request: HttpRequest) -> HttpResponse:
    organisations = list(organisations_of(me(request), Role.TREASURER, Role.ORGANISER))
    keeps = set(organisations_of(me(request), Role.TREASURER).values_list("pk", flat=True))
    every = standings(list(Fund.objects.filter(organisation__in=organisations)))
    found = []
    for organisation in organisations:
        own = [each for each in every if each.fund.organisation_id == organisation.pk]
        found.append(
            {
                "organisation": organisation,
                "keeps": organisation.pk in keeps,
                "funds": [each for each in own if each.fund.closed_on is None],
                "closed": [each for each in own if each.fund.closed_on],
            }
        )
    return render(request, "scholarships/funds/funds.html", {"found": found})


@who(TREASURER, ORGANISER)
@require_safe
def fund(request: HttpRequest, ref: str) -> HttpResponse:
    row = own_fund(request, ref)
    context = {
        "fund": row,
        "standing": standing(row),
        "lines": lines(row),
        "keeps": has_role(me(request), row.organisation, Role.TREASURER),
        "others": row.organisation.funds.filter(closed_on=None).exclude(pk=row.pk).exists(),
        "approval": taking_out.waiting(row),
    }
    return render(request, "scholarships/funds/fund.html", context)


@who(TREASURER, ORGANISER)
@require_safe
def sheet(request: HttpRequest, ref: str) -> HttpResponse:
    """The same on paper."""
    row = own_fund(request, ref)
    context = {"fund": row, "standing": standing(row), "lines": lines(row), "today": clock.today()}
    return render(request, "scholarships/funds/sheet.html", context)


@who(TREASURER, ORGANISER, file=True)
@require_safe
def as_csv(request: HttpRequest, ref: str) -> HttpResponse:
    head = [_("Day"), _("What"), _("Amount"), _("Free"), _("Promised"), _("Number"), _("Entered by")]
    rows = [
        [line.day, line.sentence, line.amount, line.free, line.promised, line.reference, line.by]
        for line in lines(own_fund(request, ref))
    ]
    return csv_files.answer(f"fund-{ref}-{clock.today().isoformat()}", head, rows)
