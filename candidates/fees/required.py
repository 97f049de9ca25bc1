"""What must hold before something is done about a fee; each says what stands in the way and what would mend it."""

from django.utils.translation import gettext_lazy as _

from lsscert.refused import Refused

LONGEST_REASON = 300


def require_reason(words: str) -> str:
    words = words.strip()
    if not words:
        raise Refused("reason_needed", _("This needs a reason."), _("Say why in a sentence or two."))
    return words[:LONGEST_REASON]
