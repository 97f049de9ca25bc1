"""Every field of every model is classed, so that erasure never meets one it does not know.

personal  says something about a person: blanked or replaced on erasure
kept      the programme must keep it (money, certificates, decisions), also after erasure
none      says nothing about anybody
"""

from collections.abc import Mapping

PERSONAL, KEPT, NONE = "personal", "kept", "none"


def classed(*, personal: str = "", kept: str = "", none: str = "") -> Mapping[str, str]:
    """Field names, separated by spaces, by class. A model carries the answer as `erasure`."""
    classes = {name: PERSONAL for name in personal.split()}
    classes |= {name: KEPT for name in kept.split()}
    classes |= {name: NONE for name in none.split()}
    return classes
