"""How the fee can be paid, and what an accounts office asks before it pays."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lsscert import clock
from lsscert.access import ANYONE, who
from lsscert.open_help import help_open_on
from lsscert.pages.figures import figures
from lsscert.pages.funding import shared_example
from lsscert.pages.vendor import vendor_facts


@who(ANYONE)
@require_safe
def ways_to_pay(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    shown = figures(today)
    context = {
        "vendor": vendor_facts(today),
        "help_open": help_open_on(today),
        "example": shared_example(shown["prices"].enrolment),
    }
    return render(request, "pages/ways_to_pay.html", shown | context)


@who(ANYONE)
@require_safe
def accounts_office(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    vendor = vendor_facts(today)
    context = {"vendor": vendor, "missing": [fact for fact in vendor.values() if not fact.value]}
    return render(request, "pages/accounts_office.html", figures(today) | context | {"today": today})
