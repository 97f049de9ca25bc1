"""How far a person is with the certificate, for the pages that show it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from candidates.certificates.models import Certificate, CertificateRequest
from candidates.journey import services as journey
from candidates.journey.models import Candidacy
from candidates.journey.progress import Progress
from competencies.standard.models import CompetencySet
from lsscert.accounts.models import Person

NOT_APPLIED, NOT_ACTIVE, SETS_MISSING, READY = "not_applied", "not_active", "sets_missing", "ready"
ASKED, RETURNED, ISSUED, ENDED = "asked", "returned", "issued", "ended"


@dataclass(frozen=True)
class Stage:
    """`certificate` is the newest in force; a person on the way to a second one can have one while not ISSUED."""

    code: str
    candidacy: Candidacy | None = None
    request: CertificateRequest | None = None
    certificate: Certificate | None = None
    progress: Progress | None = None


def stage_of(person: Person) -> Stage:
    certificate = Certificate.objects.of(person).in_force().first()
    candidacy = Candidacy.objects.open().filter(person=person).first()
    if candidacy is None:
        if certificate:
            return Stage(ISSUED, certificate.candidacy, certificate=certificate)
        return Stage(ENDED if person.candidacies.exists() else NOT_APPLIED)
    if candidacy.state != Candidacy.Status.ACTIVE:
        return Stage(NOT_ACTIVE, candidacy, certificate=certificate)
    progress = journey.progress_of(candidacy)
    request = CertificateRequest.objects.filter(candidacy=candidacy).first()
    if not progress.complete:
        code = SETS_MISSING
    elif request is None:
        code = READY
    else:
        code = RETURNED if request.state == CertificateRequest.Status.RETURNED else ASKED
    return Stage(code, candidacy, request, certificate, progress)


def what_is_missing(progress: Progress) -> list[Any]:
    """A line for each thing still to do."""
    names = dict(CompetencySet.objects.values_list("code", "name"))
    lines: list[Any] = [
        _("%(set)s (required of everybody)") % {"set": names[code]} for code in progress.missing_required
    ]
    open_electives = [names[code] for code in progress.missing_electives]
    if progress.electives_short and len(open_electives) <= progress.electives_short:
        lines += [_("%(set)s (your elective)") % {"set": name} for name in open_electives]
    elif progress.electives_short:
        lines.append(
            _("%(count)d of your electives: %(sets)s")
            % {"count": progress.electives_short, "sets": ", ".join(open_electives)}
        )
    if progress.electives_to_choose:
        more = ngettext_lazy("%(count)d elective to choose", "%(count)d electives to choose", "count")
        lines.append(more % {"count": progress.electives_to_choose})
    return lines
