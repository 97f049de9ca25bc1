"""The desk's pages about money: open invoices, cheques, refunds to send."""

from django.contrib import messages
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.fees import services
from candidates.fees.forms import ChequeForm, RefundSentForm
from candidates.fees.showing import invoice_context
from candidates.journey.models import Candidacy
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.models import Person
from lsscert.accounts.viewer import me
from lsscert.money.models import Account, Invoice, Payment
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


@who(STAFF)
@require_safe
def refunds(request: HttpRequest) -> HttpResponse:
    """Credit that waits to be sent back to who paid it."""
    page = keyset_page(_credits(), request, order=("pk",))
    return render(request, "candidates/fees/desk_refunds.html", {"page": page, "form": RefundSentForm()})


def _invoices(show: str, words: str) -> QuerySet[Invoice]:
    rows = Invoice.objects.select_related("person", "account")
    if words:
        return rows.filter(
            Q(number__icontains=words)
            | Q(person__name__icontains=words)
            | Q(person__email__icontains=words)
            | Q(person__in=Payment.objects.filter(reference__iexact=words).values("payer"))
        )
    if show == ALL:
        return rows
    return rows.filter(state=Invoice.Status.ISSUED, account__balance__lt=F("total"))


def _credits() -> QuerySet[Account]:
    return Account.objects.filter(kind=Account.Kind.CREDIT, balance__gt=0).select_related("person")


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def invoice(request: HttpRequest, ref: str) -> HttpResponse:
    """One invoice, and the cheque that came for it."""
    found = get_object_or_404(Invoice.objects.select_related("account", "person"), ref=ref)
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


@who(STAFF)
@require_POST
def refund_sent(request: HttpRequest, ref: str) -> HttpResponse:
    """The office has posted a person's credit back to them."""
    person = get_object_or_404(Person, ref=ref)
    form = RefundSentForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say how the refund was sent, for example the cheque's number."))
    else:
        amount = services.record_refund_sent(
            person=person,
            reference=form.cleaned_data["reference"],
            by=me(request),
            now=clock.now(),
        )
        messages.success(
            request, _("%(amount)s went back to %(name)s.") % {"amount": money(amount), "name": person.name}
        )
    return redirect("desk_refunds")
