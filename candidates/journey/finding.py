"""Which candidacy a person's pages are about."""

from candidates.journey.models import Candidacy
from lsscert.accounts.models import Person


def newest_candidacy(person: Person) -> Candidacy | None:
    """The open one, or the last one there was."""
    return person.candidacies.select_related("application").order_by("-applied_at", "-pk").first()
