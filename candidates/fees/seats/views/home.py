"""The sponsor's home, setting one up, and what comes due for renewal."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.fees.seats import members
from candidates.fees.seats.buying import price_on
from candidates.fees.seats.faring import renewals as coming_renewals
from candidates.fees.seats.forms import AccountForm, StartForm
from candidates.fees.seats.showing import figures, order_state, orders_of
from candidates.fees.seats.views.which import CHOSEN, organisation_of
from lsscert import clock
from lsscert.access import SIGNED_IN, SPONSOR, who
from lsscert.accounts.viewer import me, viewer_of
from lsscert.refused import Refused

NEWEST = 5


@who(SPONSOR)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    organisation = organisation_of(request)
    orders = [(order, order_state(order)) for order in orders_of(organisation)[:NEWEST]]
    return render(
        request,
        "candidates/fees/seats/home.html",
        {
            "organisation": organisation,
            "others": [one for one in members.organisations_of(me(request)) if one != organisation],
            "figures": figures(order__organisation=organisation),
            "orders": orders,
            "to_pay": next((order for order, state in orders if state.tone == "act"), None),
            "with_free": next(
                (order for order, state in orders if state.usable and figures(order=order).free), None
            ),
            "price": price_on(clock.today()),
            "renewals": coming_renewals(organisation, today=clock.today()),
        },
    )


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Set up an organisation to buy for."""
    form = StartForm(request.POST or None, initial={"contact": me(request).name})
    if request.method == "POST" and form.is_valid():
        try:
            made = members.set_up(**form.cleaned_data, by=me(request), now=clock.now())
        except Refused as no:
            form.add_error("name", str(no))
        else:
            request.session[CHOSEN] = made.ref
            messages.success(request, _("%(name)s is set up. You can buy seats now.") % {"name": made})
            return redirect("sponsor_home")
    context = {"form": form, "price": price_on(clock.today()), "is_sponsor": viewer_of(request).has(SPONSOR)}
    return render(request, "candidates/fees/seats/start.html", context, status=422 if form.errors else 200)


@who(SPONSOR)
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """For which organisation the pages speak from now on."""
    wanted = request.POST.get("organisation", "")
    if wanted and all(each.ref != wanted for each in members.organisations_of(me(request))):
        raise Http404
    if wanted:
        request.session[CHOSEN] = wanted
    return redirect("sponsor_home")


@who(SPONSOR)
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest) -> HttpResponse:
    """Where the papers of an organisation go."""
    organisation = organisation_of(request)
    account = members.require_member(organisation=organisation, person=me(request))
    known = {"contact": account.contact, "address": account.address, "email": account.email}
    form = AccountForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        members.change_account(
            organisation=organisation, **form.cleaned_data, by=me(request), now=clock.now()
        )
        messages.success(request, _("The next invoice goes there. Earlier ones keep what stands on them."))
        return redirect("sponsor_people")
    context = {"organisation": organisation, "form": form}
    return render(request, "candidates/fees/seats/details.html", context, status=422 if form.errors else 200)


@who(SPONSOR)
@require_safe
def renewals(request: HttpRequest) -> HttpResponse:
    organisation = organisation_of(request)
    found = coming_renewals(organisation, today=clock.today())
    last = orders_of(organisation).first()
    context = {"organisation": organisation, "renewals": found, "last": last}
    return render(request, "candidates/fees/seats/renewals.html", context)
