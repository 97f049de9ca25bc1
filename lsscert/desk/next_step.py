"""What the office does next about one candidacy."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidates.certificates.models import Certificate, CertificateRequest
from candidates.coursework.models import Completion
from candidates.journey.models import Candidacy
from candidates.journey.progress import Progress
from lsscert.money.models import Invoice
from lsscert.ui.wording import day, money

Status = Candidacy.Status


@dataclass(frozen=True)
class NextStep:
    """Without a URL there is nothing for the office to do now."""

    text: Any
    url: str = ""
    label: Any = ""


def next_step(
    candidacy: Candidacy,
    progress: Progress,
    completions: Sequence[Completion],
    invoice: Invoice | None,
    to_send: Decimal,
    request: CertificateRequest | None,
    certificates: Sequence[Certificate],
) -> NextStep:
    if candidacy.state == Status.SUBMITTED:
        text = _("The application waits for a decision since %(day)s.") % {"day": day(candidacy.applied_at)}
        return NextStep(text, reverse("desk_application", args=[candidacy.ref]), _("Read and decide"))
    if request and request.state == CertificateRequest.Status.ASKED:
        url = reverse("desk_certificate_request", args=[request.ref])
        return NextStep(
            _("All six sets are done and the certificate is asked for."), url, _("Check and issue")
        )
    if to_check := [
        row for row in completions if row.state in (Completion.Status.REPORTED, Completion.Status.WAITING)
    ]:
        oldest = min(to_check, key=lambda row: row.reported_at)
        text = _("A course waits for its check: %(course)s.") % {"course": oldest.course.title}
        return NextStep(text, reverse("desk_completion", args=[oldest.ref]), _("Check the proof"))
    if to_send:
        text = _("%(amount)s is theirs and waits to be sent back.") % {"amount": money(to_send)}
        return NextStep(text, reverse("desk_refunds"), _("Send it back"))
    return _by_state(candidacy, progress, invoice, certificates)


def _by_state(
    candidacy: Candidacy, progress: Progress, invoice: Invoice | None, certificates: Sequence[Certificate]
) -> NextStep:
    if candidacy.state == Status.ACCEPTED and invoice:
        text = _("Accepted; %(amount)s is open. When a cheque comes, record it.") % {
            "amount": money(invoice.left)
        }
        return NextStep(text, reverse("desk_invoice", args=[invoice.ref]), _("Open the invoice"))
    if candidacy.state == Status.ACTIVE:
        if progress.complete:
            return NextStep(_("Six sets are done. The candidate has not asked for the certificate yet."))
        text = ngettext(
            "%(done)d of %(needed)d sets is done. The candidate has the next move.",
            "%(done)d of %(needed)d sets are done. The candidate has the next move.",
            progress.done,
        )
        return NextStep(text % {"done": progress.done, "needed": progress.needed})
    if candidacy.state == Status.CERTIFIED and certificates:
        text = _("Certified until %(day)s.") % {"day": day(certificates[0].term_ends)}
        return NextStep(text)
    return NextStep(_("This candidacy has ended. Nothing waits for the office."))
