"""What this room asks of the desk."""

from django.utils.translation import gettext_lazy as _

from competencies.standard.selectors import texts_missing
from lsscert.todo import DeskTask

missing_texts = DeskTask(
    label=_("Competency texts missing"),
    sentence=_(
        "Type them in from the official document; until then pages say that the office supplies them."
    ),
    url_name="desk_standard",
    look=texts_missing,
)
