from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competencies.standard.models import Competency, SetEdition
from competencies.standard.versions import require_version
from lsscert.accounts.models import Person
from lsscert.refused import Refused


def current_edition() -> str:
    """The newest edition on record, which a candidate accepted today is judged by. LookupError when none is loaded."""
    edition = SetEdition.objects.order_by("-edition").values_list("edition", flat=True).first()
    if edition is None:
        raise LookupError("no edition of the standard is loaded; run load_standard")
    return edition


@transaction.atomic
def write_competency(
    *, competency: Competency, text: str, subpoints: Sequence[str], note: str, version: int, by: Person
) -> Competency:
    """Supply or correct what a competency says. Refused `changed_meanwhile` when `version` is not the one on record."""
    competency = competency.lock()
    require_version(competency, version)
    if not text.strip():
        raise Refused(
            "text_needed", _("A competency needs a text."), _("Type it from the official document.")
        )
    said = (text, list(subpoints), note)
    if (competency.text, competency.subpoints, competency.note) != said:
        competency.text, competency.subpoints, competency.note = said
        competency.version += 1
        competency.save(update_fields=["text", "subpoints", "note", "version"])
    return competency
