"""Text as people type it, made fit to store and print."""

import re
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lsscert.refused import Refused

# Marks that reorder the text around them could make a name read as another one.
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile(r"\s+")


def without_unstorable(text: str) -> str:
    """Drop NUL and lone surrogates, which PostgreSQL cannot hold."""
    return "".join(char for char in text if char != "\x00" and not "\ud800" <= char <= "\udfff")


def tidy_line(text: str) -> str:
    """One line: composed characters, single spaces, no controls and no reordering marks."""
    text = unicodedata.normalize("NFC", without_unstorable(text))
    text = _BIDI_CONTROLS.sub("", text)
    text = "".join(char for char in _SPACES.sub(" ", text) if unicodedata.category(char) != "Cc")
    return text.strip()


def whole_number(text: str, most_digits: int = 8) -> int | None:
    """Of a few plain digits; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= most_digits else None


def require_short(text: str, most: int, mend: Any = "") -> str:
    """Refused: too_long."""
    if len(text) > most:
        sentence = _("This is longer than %(most)s characters.") % {"most": f"{most:,}"}
        raise Refused("too_long", sentence, mend or _("Say it in fewer words."))
    return text


class LineField(forms.CharField):
    """A single line: names, titles, numbers of documents."""

    def to_python(self, value: Any) -> str:
        return tidy_line(super().to_python(value) or "")


class ProseField(forms.CharField):
    """Several lines of a person's own words."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> str:
        return without_unstorable(super().to_python(value) or "").replace("\r\n", "\n").strip()
