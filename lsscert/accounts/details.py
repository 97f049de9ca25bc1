"""What people change about their own account, and what follows from it."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import ProtectedError

from lsscert.accounts.models import Person, User

LONGEST_ADDRESS = 254
"""Of User.email and Person.email, and of what mail servers take (RFC 5321)."""


@transaction.atomic
def rename(*, person: Person, name: str) -> Person:
    person = person.lock()
    person.name = name
    person.save(update_fields=["name"])
    return person


def follow(*, user: User) -> None:
    """Letters go where the person signs in from: to the address they have proved to be theirs."""
    Person.objects.filter(user=user).update(email=user.email)


def make_room(*, address: str, keep: User) -> bool:
    """Let an account that nobody ever confirmed give way to the person who proves the address to be theirs.

    False when the address belongs to an account that is in use: it stays with that one.
    """
    for other in User.objects.select_for_update().filter(email=address).exclude(pk=keep.pk):
        if not _was_never_used(other) or not _removed(other):
            return False
    return True


def _removed(user: User) -> bool:
    try:
        with transaction.atomic():
            Person.objects.filter(user=user).delete()
            user.delete()
    except ProtectedError:  # the office has something on record for this person
        return False
    return True


def _was_never_used(user: User) -> bool:
    """Nobody signed in with it, no address was confirmed and no role hangs on it."""
    used: list[Any] = [
        user.last_login,
        user.is_staff,
        user.is_superuser,
        EmailAddress.objects.filter(user=user, verified=True).exists(),
        Person.objects.filter(user=user, memberships__isnull=False).exists(),
    ]
    return not any(used)
