"""A state is a TextChoices member; one table beside it says what it means and where it may go."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from lsscert.refused import Refused

TONES = ("done", "act", "wait", "open", "stop")


@dataclass(frozen=True)
class State:
    """Two labels, the tone a page shows it in (from the candidate's side), what happens next, and the allowed moves.

    A state without moves is an end and says in `afterwards` what a person can do from there.
    """

    staff: Any
    candidate: Any
    tone: str
    next: Any
    moves: frozenset[str] = frozenset()
    afterwards: Any = ""


class StateTable:
    def __init__(
        self, choices: type[models.TextChoices], states: Mapping[Any, State], *, start: Iterable[Any]
    ) -> None:
        self.choices = choices
        self.states = {str(key): value for key, value in states.items()}
        self.start = frozenset(str(key) for key in start)
        TABLES.append(self)

    def __getitem__(self, state: Any) -> State:
        return self.states[str(state)]

    def require(self, present: Any, wanted: Any) -> None:
        """Refuse a move that the table does not allow, naming both states."""
        if str(wanted) not in self[present].moves:
            raise Refused(
                "move_not_allowed",
                _("This is “%(present)s” now, so that step is not open.") % {"present": self[present].staff},
                _("Reload the page to see how things stand."),
            )

    def move(self, row: Any, to: Any, **changes: Any) -> None:
        """Take a locked row to another state, together with what belongs to the move. Its version, if any, grows."""
        self.require(row.state, to)
        row.state = to
        if hasattr(row, "version"):
            changes["version"] = row.version + 1
        for name, value in changes.items():
            setattr(row, name, value)
        row.save(update_fields=["state", *changes])


TABLES: list[StateTable] = []


def moves(*states: Any) -> frozenset[str]:
    return frozenset(str(state) for state in states)
