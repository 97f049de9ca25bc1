"""Why a fee came to nothing, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

WHY: dict[str, Any] = {
    "not_eligible": _("the applicant is not eligible"),
    "withdrawn": _("the applicant withdrew"),
    "lapsed": _("the place lapsed"),
    "ended": _("the office ended the candidacy"),
    "seat": _("covered by a sponsor's seat"),
}


def reason_in_words(why: str) -> Any:
    """The words for a reason that this room gave; what staff wrote themselves stays as it is."""
    return WHY.get(why, why)
