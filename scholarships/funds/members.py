"""Who may do what for which organisation. Roles are rows of `Membership`; each organisation sees only its own."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from lsscert.access import STAFF
from lsscert.accounts.models import Membership, Organisation, Person
from lsscert.accounts.viewer import viewer_of

Role = Membership.Role
OF_ORGANISATIONS = (Role.COMMITTEE, Role.ORGANISER, Role.TREASURER)
"""Roles that belong to a whole organisation; one who judges from outside belongs to single rounds."""


def organisations_of(person: Person, *roles: str) -> QuerySet[Organisation]:
    """Those where a person holds one of these roles, by name."""
    theirs = Membership.objects.filter(person=person, role__in=roles or OF_ORGANISATIONS)
    return Organisation.objects.filter(pk__in=theirs.values("organisation")).order_by("name", "pk")


def has_role(person: Person | None, organisation: Organisation, *roles: str) -> bool:
    return (
        person is not None
        and Membership.objects.filter(person=person, organisation=organisation, role__in=roles).exists()
    )


def people_with(organisation: Organisation, *roles: str) -> QuerySet[Person]:
    """Each once, by name."""
    held = Membership.objects.filter(organisation=organisation, role__in=roles)
    return Person.objects.filter(merged_into=None, pk__in=held.values("person")).order_by("name", "pk")


def require_role(request: HttpRequest, organisation: Organisation, *roles: str) -> None:
    """404 for somebody else's organisation. The programme's staff may what an organiser may: some have nobody."""
    viewer = viewer_of(request)
    if Role.ORGANISER in roles and viewer.has(STAFF):
        return
    if not has_role(viewer.person, organisation, *roles):
        raise Http404


def seen_by(request: HttpRequest, *roles: str) -> QuerySet[Organisation]:
    """All organisations somebody may act for in one of these roles; every one for staff who stand in as organiser."""
    viewer = viewer_of(request)
    if Role.ORGANISER in roles and viewer.has(STAFF):
        return Organisation.objects.filter(funds__isnull=False).distinct().order_by("name", "pk")
    assert viewer.person is not None, "for people who are signed in"
    return organisations_of(viewer.person, *roles)


def sees_funds(request: HttpRequest) -> bool:
    return bool({Role.TREASURER, Role.ORGANISER} & viewer_of(request).roles)
