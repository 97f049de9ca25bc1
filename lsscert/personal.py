"""Every field of every model is classed, so that erasure never meets one it does not know.

personal  says something about a person: blanked or replaced on erasure
kept      the programme must keep it (money, certificates, decisions), also after erasure
none      says nothing about anybody
"""

from collections.abc import Mapping

PERSONAL, KEPT, NONE = "personal", "kept", "none"


def classed(*, personal: str = "", kept: str = "", none: str = "") -> Mapping[str, str]:
    """Field names, separated by spaces, by class. A model carries the answer as `erasure`."""
    classes = dict.fromkeys(personal.split(), PERSONAL)
    classes |= dict.fromkeys(kept.split(), KEPT)
    classes |= dict.fromkeys(none.split(), NONE)
    return classes
