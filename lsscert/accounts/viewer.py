"""Who is looking, and in which roles."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from lsscert.access import SIGNED_IN, SUPERUSER
from lsscert.accounts.models import Person


@dataclass(frozen=True)
class Viewer:
    person: Person | None
    roles: frozenset[str]

    def has(self, role: str) -> bool:
        return role in self.roles


NOBODY = Viewer(None, frozenset())


def viewer_for(user: Any) -> Viewer:
    if not user.is_authenticated:
        return NOBODY
    person, _ = Person.objects.get_or_create(
        user=user, defaults={"name": user.email.split("@")[0], "email": user.email}
    )
    roles = {SIGNED_IN} | set(person.memberships.values_list("role", flat=True))
    if user.is_superuser:
        roles.add(SUPERUSER)
    return Viewer(person, frozenset(roles))


def viewer_of(request: HttpRequest) -> Viewer:
    return request.viewer  # type: ignore[attr-defined]


def me(request: HttpRequest) -> Person:
    """The person looking, in a view for people who are signed in."""
    person = viewer_of(request).person
    assert person is not None, "this view is not for anybody who is signed in"
    return person
