from django.db import IntegrityError, transaction

from lsscert.accounts.models import Organisation

PROVIDER = Organisation.Kind.PROVIDER


def provider_named(name: str, *, state: str = "") -> Organisation:
    """The provider of that name in any case of letters, made if there is none; a state on record stays."""
    found = _find(name) or _make(name, state)
    if state and not found.state:
        found.state = state
        found.save(update_fields=["state"])
    return found


def _find(name: str) -> Organisation | None:
    return Organisation.objects.filter(kind=PROVIDER, name__iexact=name).first()


def _make(name: str, state: str) -> Organisation:
    try:
        with transaction.atomic():
            return Organisation.objects.create(kind=PROVIDER, name=name, state=state)
    except IntegrityError:
        # Somebody else made it this very moment.
        found = _find(name)
        if found is None:
            raise
        return found
