"""How far one competency is, and what it still wants. Pure; the rule itself is `submitting.gaps`."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from candidates.portfolios.submitting.gaps import Answer, Piece, gaps_of_one


class Stand(StrEnum):
    EMPTY = "empty"
    BEGUN = "begun"
    READY = "ready"


class Gap(StrEnum):
    WAY = "way"
    INTRODUCTION = "introduction"
    RESPONSE = "response"
    EVIDENCE = "evidence"
    CAPTION = "caption"


TONES = {Stand.EMPTY: "open", Stand.BEGUN: "act", Stand.READY: "done"}
LABELS: dict[Stand, Any] = {Stand.EMPTY: _("Not begun"), Stand.BEGUN: _("Begun"), Stand.READY: _("Ready")}
SENTENCES: dict[Gap, Any] = {
    Gap.WAY: _("Choose a suggested assignment or an idea of your own."),
    Gap.INTRODUCTION: _("Introduce your own idea in a few sentences."),
    Gap.RESPONSE: _("Write your response."),
    Gap.EVIDENCE: _("Add at least one piece of primary evidence: your own work."),
    Gap.CAPTION: _("Give each piece of evidence a caption: what it shows."),
}
OF_CODES = {gap.value: gap for gap in Gap} | {"primary": Gap.EVIDENCE}


@dataclass(frozen=True)
class Written:
    """What stands on record for one competency. `way` is empty, "own" or "suggested"; `words` are of the response."""

    way: str = ""
    introduced: bool = False
    words: int = 0
    primary: int = 0
    secondary: int = 0
    uncaptioned: int = 0

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
    """Ready: nothing would be found missing on handing it in."""
    found = dict.fromkeys(OF_CODES[gap.code] for gap in gaps_of_one(_as_answer(written)))
    gaps = tuple(found)
    if not gaps:
        return Standing(Stand.READY, gaps)
    begun = written.way or written.introduced or written.words or written.evidence
    return Standing(Stand.BEGUN if begun else Stand.EMPTY, gaps)


def _as_answer(written: Written) -> Answer:
    captions = ["" if place < written.uncaptioned else "said" for place in range(written.evidence)]
    pieces = [Piece(0, place < written.primary, caption) for place, caption in enumerate(captions)]
    introduction, text = "said" if written.introduced else "", "said" if written.words else ""
    return Answer(0, written.way, introduction, text, pieces)
