"""The desk's pages about money: open invoices, and cheques for them."""

from django.contrib import messages
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.fees import services
from candidates.fees.forms import ChequeForm
from candidates.fees.showing import invoice_context
from candidates.journey.models import Candidacy
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.viewer import me
from lsscert.money.models import Invoice, Payment
from lsscert.refused import Refused
from lsscert.text import tidy_line
from lsscert.ui.paging import keyset_page
from lsscert.ui.wording import money

OPEN, ALL = "open", "all"


@who(STAFF)
@require_safe
def fees(request: HttpRequest) -> HttpResponse:
    """Invoices: the open ones, longest first; or all of them, newest first; or those that match the words."""
    show = ALL if request.GET.get("show") == ALL else OPEN
    words = tidy_line(request.GET.get("q", ""))[:100]
    order = ("issued_at", "pk") if show == OPEN and not words else ("-issued_at", "-pk")
    page = keyset_page(_invoices(show, words), request, order=order)
    return render(request, "candidates/fees/desk_fees.html", {"page": page, "show": show, "words": words})


def _invoices(show: str, words: str) -> QuerySet[Invoice]:
    rows = Invoice.objects.select_related("person", "organisation", "account")
    if words:
        return rows.filter(
            Q(organisation__name__icontains=words)
            | Q(number__icontains=words)
            | Q(person__name__icontains=words)
            | Q(person__email__icontains=words)
            | Q(person__in=Payment.objects.filter(reference__iexact=words).values("payer"))
        )
    if show == ALL:
        return rows
    return rows.filter(state=Invoice.Status.ISSUED, account__balance__lt=F("total") - F("credited"))


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def invoice(request: HttpRequest, ref: str) -> HttpResponse:
    """One invoice, and the cheque that came for it."""
    found = get_object_or_404(Invoice.objects.select_related("account", "person", "organisation"), ref=ref)
    form = ChequeForm(request.POST or None, initial={"amount": found.left, "received_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            payment = services.record_cheque(
                invoice=found,
                by=me(request),
                now=clock.now(),
                **form.cleaned_data,
            )
        except Refused as no:
            form.add_error("number" if no.code == "cheque_known" else None, str(no))
        else:
            messages.success(
                request,
                _("Cheque %(number)s over %(amount)s is recorded.")
                % {"number": payment.reference, "amount": money(payment.amount)},
            )
            return redirect("desk_invoice", found.ref)
    candidacy = Candidacy.objects.filter(enrolment_fee__invoice=found).first()
    context = invoice_context(found) | {"form": form, "candidacy": candidacy}
    return render(request, "candidates/fees/desk_invoice.html", context, status=422 if form.errors else 200)
