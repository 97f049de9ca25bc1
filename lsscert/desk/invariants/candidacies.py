"""A candidacy is what its records say."""

from django.db.models import Count, Exists, F, Func, IntegerField, OuterRef, Q, Subquery

from candidates.certificates.models import Certificate, CertificateRequest
from candidates.coursework.models import Completion
from candidates.journey.models import OPEN, Candidacy, SetAchievement
from lsscert.accounts.models import Person
from lsscert.desk.invariants.check import Check
from lsscert.desk.states import state_fields

Status = Candidacy.Status
IN_FORCE = Certificate.Status.IN_FORCE


def people_with_two_open() -> int:
    counted = Person.objects.annotate(open=Count("candidacies", filter=Q(candidacies__state__in=OPEN)))
    return counted.filter(open__gt=1).count()


def active_without_acceptance() -> int:
    missing = Q(accepted_on=None) | Q(settled_on=None) | Q(deadline=None) | Q(edition="")
    return Candidacy.objects.filter(missing, state=Status.ACTIVE).count()


def two_certificates_in_force() -> int:
    in_force = Count("certificates", filter=Q(certificates__state=IN_FORCE))
    return Candidacy.objects.annotate(in_force=in_force).filter(in_force__gt=1).count()


def certified_in_word_only() -> int:
    """Certified exactly when a certificate is in force."""
    in_force = Exists(Certificate.objects.filter(candidacy=OuterRef("pk"), state=IN_FORCE))
    return Candidacy.objects.filter(
        Q(in_force, ~Q(state=Status.CERTIFIED)) | Q(~in_force, state=Status.CERTIFIED)
    ).count()


def certificates_with_more_than_was_achieved() -> int:
    achieved = (
        SetAchievement.objects.filter(candidacy=OuterRef("candidacy"), annulled_at=None)
        .order_by()
        .values("candidacy")
        .annotate(sets=Count("set_edition__set", distinct=True))
        .values("sets")
    )
    printed = Func(F("sets"), function="jsonb_array_length", output_field=IntegerField())
    counted = Certificate.objects.annotate(achieved=Subquery(achieved), printed=printed)
    return counted.filter(Q(achieved=None) | Q(achieved__lt=F("printed"))).count()


def requests_unlike_certificates() -> int:
    """A request is answered with “issued” exactly when there is a certificate."""
    issued = Q(state=CertificateRequest.Status.ISSUED)
    there = Exists(Certificate.objects.filter(candidacy=OuterRef("candidacy")))
    return CertificateRequest.objects.filter(Q(issued, ~there) | Q(~issued, there)).count()


def achievements_resting_on_nothing() -> int:
    """A set achieved by course rests on a completion that counts, of a course that covers the set."""
    proof = Completion.objects.filter(
        candidacy=OuterRef("candidacy"),
        state=Completion.Status.VERIFIED,
        course__coverages__set_edition__set=OuterRef("set_edition__set"),
    )
    by_course = SetAchievement.objects.filter(route=SetAchievement.Route.COURSE, annulled_at=None)
    return by_course.exclude(Exists(proof)).count()


def states_outside_their_tables() -> int:
    return sum(
        model._default_manager.exclude(**{f"{field}__in": list(table.states)}).count()
        for model, field, table in state_fields()
    )


CHECKS = (
    Check("open_candidacies", "a person has at most one open candidacy", people_with_two_open),
    Check("active", "an active candidate is accepted, settled and has a deadline", active_without_acceptance),
    Check("in_force", "a candidacy has at most one certificate in force", two_certificates_in_force),
    Check(
        "certified", "a candidate is certified exactly when a certificate is in force", certified_in_word_only
    ),
    Check(
        "printed_sets",
        "a certificate names no more sets than were achieved",
        certificates_with_more_than_was_achieved,
    ),
    Check(
        "requests", "a request is issued exactly when there is a certificate", requests_unlike_certificates
    ),
    Check(
        "achievements",
        "a set achieved by course rests on a completion that counts",
        achievements_resting_on_nothing,
    ),
    Check("states", "every state is one of its table", states_outside_their_tables),
)
