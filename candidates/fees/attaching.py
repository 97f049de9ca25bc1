"""The papers of this room that a letter may carry."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from candidates.fees import papers
from candidates.journey.models import Candidacy
from lsscert import clock
from lsscert.letters.attachments import Attachable
from lsscert.money.models import CreditNote, Invoice, Payment, Share
from lsscert.paper.sheet import Paper, as_pdf

type File = tuple[str, bytes, str]


def closing_papers(candidacy: Candidacy) -> list[tuple[str, str]]:
    """The credit note of an enrolment fee that came to nothing."""
    notes = CreditNote.objects.filter(invoice__enrolment_fee__candidacy=candidacy)
    note = notes.order_by("-pk").first()
    return [("credit_note", note.ref)] if note else []


def file_of(paper: Paper) -> File:
    return paper.file_name, as_pdf(paper), "application/pdf"


def _of(model: Any, paper: Callable[..., Paper]) -> Callable[[str], File]:
    return lambda ref: file_of(paper(model.objects.get(ref=ref), on=clock.today()))


def _share_receipt(refs: str) -> File:
    share, payment = refs.split(":")
    found = Payment.objects.get(ref=payment)
    return file_of(papers.share_receipt_paper(found, Share.objects.get(ref=share), on=clock.today()))


def _share_credit_note(refs: str) -> File:
    share, note = refs.split(":")
    found = CreditNote.objects.get(ref=note)
    return file_of(papers.share_credit_note_paper(found, Share.objects.get(ref=share), on=clock.today()))


def _invoice_url(name: str) -> Callable[[str], str]:
    return lambda ref: reverse(name, args=[ref])


def _receipt_url(name: str) -> Callable[[str], str]:
    """On the first invoice it paid; a payment that was all credit has no page of its own."""

    def url(ref: str) -> str:
        invoice = Invoice.objects.filter(account__incoming__payment__ref=ref).order_by("pk").first()
        return reverse(name, args=[invoice.ref, ref]) if invoice else ""

    return url


def _credit_note_url(name: str) -> Callable[[str], str]:
    def url(ref: str) -> str:
        invoice = Invoice.objects.filter(credit_notes__ref=ref).first()
        return reverse(name, args=[invoice.ref, ref]) if invoice else ""

    return url


def _share_url(refs: str) -> str:
    share = Share.objects.filter(ref=refs.split(":")[0]).select_related("invoice").first()
    return reverse("desk_share_invoice_pdf", args=[share.invoice.ref, share.ref]) if share else ""


ATTACHABLE = (
    Attachable(
        "invoice",
        _("Invoice"),
        _of(Invoice, papers.invoice_paper),
        _invoice_url("my_invoice_pdf"),
        _invoice_url("desk_invoice_pdf"),
    ),
    Attachable(
        "receipt",
        _("Receipt"),
        _of(Payment, papers.receipt_paper),
        _receipt_url("my_receipt_pdf"),
        _receipt_url("desk_receipt_pdf"),
    ),
    Attachable(
        "credit_note",
        _("Credit note"),
        _of(CreditNote, papers.credit_note_paper),
        _credit_note_url("my_credit_note_pdf"),
        _credit_note_url("desk_credit_note_pdf"),
    ),
    Attachable(
        "share_invoice", _("Invoice for a part"), _of(Share, papers.share_invoice_paper), desk_url=_share_url
    ),
    Attachable(
        "seats_invoice",
        _("Invoice"),
        _of(Invoice, papers.invoice_paper),
        desk_url=_invoice_url("desk_invoice_pdf"),
    ),
    Attachable("share_receipt", _("Receipt for a part"), _share_receipt),
    Attachable("share_credit_note", _("Credit note for a part"), _share_credit_note),
)
