"""The picture of six sets: six card spines, and the same said in words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lsscert.ui.tones import safe_tone


@dataclass(frozen=True)
class Picture:
    tones: list[str]
    words: str
    done: int
    total: int


def spines(states: Iterable[Any]) -> Picture:
    """`states` are tones, or anything with a .tone."""
    tones = [safe_tone(getattr(state, "tone", state)) for state in states]
    return Picture(tones=tones, words=_words(tones), done=tones.count("done"), total=len(tones))


def _words(tones: list[str]) -> str:
    count = Counter(tones)
    said = [_("%(done)d of %(total)d sets done") % {"done": count["done"], "total": len(tones)}]
    phrases = {
        "act": ngettext("%(n)d needs an answer", "%(n)d need an answer", count["act"]),
        "wait": ngettext("%(n)d is being checked", "%(n)d are being checked", count["wait"]),
        "open": ngettext("%(n)d not started", "%(n)d not started", count["open"]),
        "stop": ngettext("%(n)d ended", "%(n)d ended", count["stop"]),
    }
    said += [phrase % {"n": count[tone]} for tone, phrase in phrases.items() if count[tone]]
    return ", ".join(said)
