"""How far one competency is, and what it still wants. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Stand(StrEnum):
    EMPTY = "empty"
    BEGUN = "begun"
    READY = "ready"


class Gap(StrEnum):
    WAY = "way"
    INTRODUCTION = "introduction"
    RESPONSE = "response"
    EVIDENCE = "evidence"


TONES = {Stand.EMPTY: "open", Stand.BEGUN: "act", Stand.READY: "done"}
LABELS: dict[Stand, Any] = {Stand.EMPTY: _("Not begun"), Stand.BEGUN: _("Begun"), Stand.READY: _("Ready")}
SENTENCES: dict[Gap, Any] = {
    Gap.WAY: _("Choose a suggested assignment or an idea of your own."),
    Gap.INTRODUCTION: _("Introduce your own idea in a few sentences."),
    Gap.RESPONSE: _("Write your response."),
    Gap.EVIDENCE: _("Add at least one piece of primary evidence: your own work."),
}


@dataclass(frozen=True)
class Written:
    """What stands on record for one competency. `way` is empty, "own" or "suggested"; `words` are of the response."""

    way: str = ""
    introduced: bool = False
    words: int = 0
    primary: int = 0
    secondary: int = 0

    @property
    def evidence(self) -> int:
        return self.primary + self.secondary


@dataclass(frozen=True)
class Standing:
    stand: Stand
    gaps: tuple[Gap, ...]

    @property
    def tone(self) -> str:
        return TONES[self.stand]

    @property
    def label(self) -> Any:
        return LABELS[self.stand]

    @property
    def sentences(self) -> list[Any]:
        return [SENTENCES[gap] for gap in self.gaps]


def standing(written: Written) -> Standing:
    """Ready: a way chosen, introduced where the idea is the candidate's own, answered, and shown by own work."""
    wanted = {
        Gap.WAY: not written.way,
        Gap.INTRODUCTION: written.way == "own" and not written.introduced,
        Gap.RESPONSE: written.words == 0,
        Gap.EVIDENCE: written.primary == 0,
    }
    gaps = tuple(gap for gap, missing in wanted.items() if missing)
    if not gaps:
        return Standing(Stand.READY, gaps)
    begun = written.way or written.introduced or written.words or written.evidence
    return Standing(Stand.BEGUN if begun else Stand.EMPTY, gaps)
