"""Everything on record about one candidacy, gathered from the rooms for the desk's one page about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from candidates.certificates.models import CERTIFICATE_STATUS, REQUEST_STATUS, Certificate, CertificateRequest
from candidates.coursework.models import STATUS as COMPLETION_STATUS
from candidates.coursework.models import Completion
from candidates.fees.showing import invoice_context
from candidates.journey import timeline
from candidates.journey.models import STATUS, Candidacy
from candidates.journey.progress import Progress
from candidates.journey.services import progress_of
from candidates.portfolios.models import PortfolioFee
from lsscert.accounts.models import Person
from lsscert.desk.next_step import NextStep, next_step
from lsscert.desk.sets import SetRow, set_rows
from lsscert.letters.models import STATUS as LETTER_STATUS
from lsscert.letters.models import Letter
from lsscert.money.models import Account, Invoice, Refund
from lsscert.states import State

LETTERS_SHOWN = 15


@dataclass(frozen=True)
class WithState[T]:
    """A row and what its state means."""

    row: T
    info: State


@dataclass(frozen=True)
class File:
    candidacy: Candidacy
    info: State
    step: NextStep
    progress: Progress
    sets: Sequence[SetRow]
    completions: Sequence[WithState[Completion]]
    fee: Mapping[str, Any]
    reviews: Sequence[PortfolioFee]
    credit: Decimal
    to_send: Decimal
    request: WithState[CertificateRequest] | None
    certificates: Sequence[WithState[Certificate]]
    letters: Sequence[WithState[Letter]]
    entries: Sequence[timeline.Entry]
    others: Sequence[WithState[Candidacy]]


def file_of(candidacy: Candidacy, *, today: date) -> File:
    """Needs the candidacy with its person and application."""
    person = candidacy.person
    progress = progress_of(candidacy)
    completions = list(
        candidacy.completions.select_related("course__provider").order_by("-reported_at", "-pk")
    )
    invoice = (
        Invoice.objects.filter(enrolment_fee__candidacy=candidacy).select_related("account", "person").first()
    )
    credit = Account.objects.filter(person=person).values_list("balance", flat=True).first() or Decimal(0)
    to_send = _to_send(person)
    request = CertificateRequest.objects.filter(candidacy=candidacy).first()
    certificates = list(candidacy.certificates.all())
    return File(
        candidacy=candidacy,
        info=STATUS[candidacy.state],
        step=next_step(candidacy, progress, completions, invoice, to_send, request, certificates),
        progress=progress,
        sets=set_rows(candidacy, progress, completions),
        completions=[WithState(row, COMPLETION_STATUS[row.state]) for row in completions],
        fee=invoice_context(invoice) if invoice else {},
        reviews=_reviews(candidacy),
        credit=credit,
        to_send=to_send,
        request=WithState(request, REQUEST_STATUS[request.state]) if request else None,
        certificates=[WithState(row, CERTIFICATE_STATUS[row.state]) for row in certificates],
        letters=_letters(candidacy),
        entries=timeline.entries(candidacy, names=True),
        others=_others(candidacy),
    )


def _reviews(candidacy: Candidacy) -> Sequence[PortfolioFee]:
    """What the review of each portfolio costs them."""
    fees = PortfolioFee.objects.filter(portfolio__candidacy=candidacy).order_by("pk")
    return list(fees.select_related("invoice__account", "portfolio__set_edition__set"))


def _to_send(person: Person) -> Decimal:
    """What the office has to post to them."""
    due = Refund.objects.filter(payment__payer=person, state=Refund.Status.DUE, way=Refund.Way.POST)
    return due.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


def _letters(candidacy: Candidacy) -> list[WithState[Letter]]:
    """The newest to this person; those that signed them in are nobody else's business."""
    newest = Letter.objects.filter(person=candidacy.person, secret=False).order_by("-written_at", "-pk")
    return [WithState(row, LETTER_STATUS[row.state]) for row in newest[:LETTERS_SHOWN]]


def _others(candidacy: Candidacy) -> list[WithState[Candidacy]]:
    rows = candidacy.person.candidacies.exclude(pk=candidacy.pk).order_by("-applied_at", "-pk")
    return [WithState(row, STATUS[row.state]) for row in rows]
