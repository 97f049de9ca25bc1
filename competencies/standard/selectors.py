"""Reading the standard as it is now."""

from competencies.standard.models import Competency, SetEdition, SetEditionQuerySet
from competencies.standard.services import current_edition
from lsscert.todo import Queue


def sets_now() -> SetEditionQuerySet:
    """The current edition's sets with `missing` texts, required ones first; none while no standard is loaded."""
    try:
        edition = current_edition()
    except LookupError:
        return SetEdition.objects.none()
    return SetEdition.objects.of(edition).with_missing()


def texts_missing() -> Queue:
    """Competencies of the current edition without a text. How long they have waited is not on record."""
    return Queue(Competency.objects.filter(set_edition__in=sets_now().values("pk"), text=None).count())
