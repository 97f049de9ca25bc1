"""Candidates with six sets, their requests and certificates, made through the real services."""

from datetime import UTC, date, datetime
from typing import Any

from candidates.certificates import services
from candidates.certificates.models import Certificate, CertificateRequest
from candidates.journey import services as journey
from candidates.journey.models import Candidacy, SetAchievement
from competencies.standard.models import CompetencySet, SetEdition
from lsscert.accounts.models import Person
from tests import people

ISSUED_AT = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
ISSUED_ON = date(2026, 11, 24)


def six_codes() -> list[str]:
    """The three required sets and three electives, by the codes of the real standard."""
    required = CompetencySet.objects.filter(required=True).values_list("code", flat=True)
    electives = CompetencySet.objects.filter(required=False).order_by("pk").values_list("code", flat=True)
    return [*required, *electives[:3]]


def achieve(candidacy: Candidacy, *codes: str) -> None:
    for code in codes:
        edition = SetEdition.objects.select_related("set").get(set__code=code, edition=candidacy.edition)
        journey.record_achievement(
            candidacy=candidacy,
            set_edition=edition,
            route=SetAchievement.Route.COURSE,
            achieved_on=date(2026, 5, 4),
            source=f"A course on {edition.set.name}",
            by=candidacy.person,
            now=people.NOW,
        )


def with_six_sets(name: str = "Maria Delgado-Ruiz") -> Candidacy:
    candidacy = people.active(people.person(name))
    achieve(candidacy, *six_codes())
    return candidacy


def asked(
    candidacy: Candidacy | None = None, *, holder_name: str = "", listed: bool = False
) -> CertificateRequest:
    candidacy = candidacy or with_six_sets()
    return services.ask_for_certificate(
        candidacy=candidacy,
        holder_name=holder_name or candidacy.person.name,
        listed=listed,
        by=candidacy.person,
        now=ISSUED_AT,
    )


def issued(
    name: str = "Maria Delgado-Ruiz", *, by: Person | None = None, now: datetime = ISSUED_AT, **asked_for: Any
) -> Certificate:
    request = asked(with_six_sets(name), **asked_for)
    return services.issue(request=request, by=by or people.staff(), now=now)


def corrected(certificate: Certificate, name: str = "Maria Elena Delgado") -> Certificate:
    return services.correct_name(
        certificate=certificate, holder_name=name, reason="A slip.", by=people.staff(), now=ISSUED_AT
    )
