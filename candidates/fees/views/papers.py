"""Invoices, receipts and credit notes to keep, for those they concern and for the desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from candidates.fees import papers
from candidates.fees.views.own import own_invoice, own_share
from lsscert import clock
from lsscert.access import SIGNED_IN, STAFF, who
from lsscert.accounts.viewer import me
from lsscert.money.models import CreditNote, Invoice, Payment, Share
from lsscert.paper.download import as_download
from lsscert.paper.sheet import Paper, as_pdf


def handed_over(paper: Paper) -> HttpResponse:
    return as_download(as_pdf(paper), paper.file_name)


@who(SIGNED_IN, file=True)
@require_safe
def my_invoice(request: HttpRequest, ref: str) -> HttpResponse:
    return handed_over(papers.invoice_paper(own_invoice(request, ref), on=clock.today()))


@who(SIGNED_IN, file=True)
@require_safe
def my_receipt(request: HttpRequest, ref: str, payment: str) -> HttpResponse:
    """Of one's own payment only: what others paid, they have a receipt for."""
    found = _payment_on(own_invoice(request, ref), payment, payer=me(request))
    return handed_over(papers.receipt_paper(found, on=clock.today()))


@who(SIGNED_IN, file=True)
@require_safe
def my_credit_note(request: HttpRequest, ref: str, note: str) -> HttpResponse:
    found = get_object_or_404(CreditNote, ref=note, invoice=own_invoice(request, ref))
    return handed_over(papers.credit_note_paper(found, on=clock.today()))


@who(SIGNED_IN, file=True)
@require_safe
def my_share_invoice(request: HttpRequest, ref: str, share: str) -> HttpResponse:
    """To hand over where the organisation reads no e-mail."""
    return handed_over(papers.share_invoice_paper(own_share(request, ref, share), on=clock.today()))


@who(STAFF, file=True)
@require_safe
def desk_invoice(request: HttpRequest, ref: str) -> HttpResponse:
    return handed_over(papers.invoice_paper(get_object_or_404(Invoice, ref=ref), on=clock.today()))


@who(STAFF, file=True)
@require_safe
def desk_receipt(request: HttpRequest, ref: str, payment: str) -> HttpResponse:
    found = _payment_on(get_object_or_404(Invoice, ref=ref), payment)
    return handed_over(papers.receipt_paper(found, on=clock.today()))


@who(STAFF, file=True)
@require_safe
def desk_credit_note(request: HttpRequest, ref: str, note: str) -> HttpResponse:
    found = get_object_or_404(CreditNote, ref=note, invoice__ref=ref)
    return handed_over(papers.credit_note_paper(found, on=clock.today()))


@who(STAFF, file=True)
@require_safe
def desk_share_invoice(request: HttpRequest, ref: str, share: str) -> HttpResponse:
    """For an organisation without an e-mail address: the desk prints it and posts it."""
    found = get_object_or_404(Share, ref=share, invoice__ref=ref)
    return handed_over(papers.share_invoice_paper(found, on=clock.today()))


def _payment_on(invoice: Invoice, ref: str, **of: object) -> Payment:
    """Any payment that ever paid something of that invoice."""
    on_it = Payment.objects.filter(transfers__target__invoice=invoice, **of).distinct()
    return get_object_or_404(on_it, ref=ref)
