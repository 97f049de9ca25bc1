"""A slip of the finger in a code, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from candidates.fees.seats.codes import LENGTH, Reading, Slip


def slip_in_words(reading: Reading) -> tuple[Any, Any]:
    """What is wrong, and how to mend it."""
    if reading.slip == Slip.NOTHING:
        return _("Type the code you were given."), ""
    if reading.slip == Slip.CHARACTER:
        return (
            _("“%(odd)s” stands in no code.") % {"odd": reading.odd},
            _("There is no 0, 1, I, L or O in a code: look which character it is."),
        )
    if reading.slip == Slip.LENGTH:
        return (
            _("A code has %(length)s characters; this has %(typed)s.")
            % {"length": LENGTH, "typed": len(reading.code)},
            _("Look whether one got lost, or came twice."),
        )
    return (
        _("One character of the code is wrong, or two are exchanged."),
        _("Compare it once more, group by group; the code itself has not been used up."),
    )
