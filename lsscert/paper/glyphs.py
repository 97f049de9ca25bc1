"""The fonts our papers are set in, and what to do with a character that none of them has.

A PDF for everybody (PDF/UA) may not hold a character without a glyph, so typst refuses to write one. Whether a text can
be set is found out by setting it: that takes two milliseconds and is right for ligatures, marks and joined letters,
where a table of characters would not be.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

FONT_FOLDER = Path(__file__).resolve().parent / "fonts"
FAMILY = "Libertinus Serif"
STANDARD = "ua-1"
PLACEHOLDER = "\N{WHITE SQUARE}"
TEMPLATES = settings.BASE_DIR / "templates"
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# A character with the marks, joiners and variation selectors that hang on to it.
CLUSTER = re.compile(
    r"(?s).(?:\u200d.|[\u0300-\u036f\u200c\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef])*"
)


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Ours and those that come with typst, never the machine's."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONT_FOLDER)])


@lru_cache(maxsize=1)
def families() -> tuple[str, ...]:
    """In the order they are asked for a glyph: Latin serif first, the big sans-serif for East Asia last."""
    ours = sorted(family for family in fonts().families() if family.startswith("Noto"))
    return (
        FAMILY,
        "Noto Serif",
        *(family for family in ours if family != "Noto Serif"),
        "Droid Sans Fallback",
    )


def compiled(template: str, data: Mapping[str, Any], **how: Any) -> bytes | list[bytes]:
    """One of our templates, named as in templates/, set with data; TypstError when it cannot be done.

    `how` is what typst's compile takes.
    """
    compiler = typst.Compiler(
        str(TEMPLATES / template), root=str(TEMPLATES), font_paths=fonts(), ignore_system_fonts=True
    )
    words = json.dumps({"fonts": families()} | dict(data))
    result = compiler.compile(sys_inputs={"data": words}, **how)
    assert result is not None
    return result


def typeset(
    template: str, data_with: Callable[[Callable[[str], str]], Mapping[str, Any]], **how: Any
) -> bytes | list[bytes]:
    """A paper that always prints: what no font has is replaced; should even that not do, by plain letters.

    `data_with` makes the data, with the function it is given around every text that people wrote.
    """
    try:
        return compiled(template, data_with(printable), **how)
    except typst.TypstError:
        return compiled(template, data_with(_plain), **how)


@lru_cache(maxsize=4096)
def can_be_set(text: str) -> bool:
    try:
        compiled("paper/probe.typ", {"text": text}, format="pdf", pdf_standards=STANDARD)
    except typst.TypstError:
        return False
    return True


def printable(text: str) -> str:
    """The text with a white square for whatever no font has."""
    text = CONTROLS.sub(" ", text)
    if can_be_set(text):
        return text
    return "".join(_printable_cluster(cluster) for cluster in CLUSTER.findall(text))


def missing(text: str) -> list[str]:
    """What would be printed as a square, so that people are told beforehand."""
    if can_be_set(text):
        return []
    return list(dict.fromkeys(cluster for cluster in CLUSTER.findall(text) if not can_be_set(cluster)))


def _printable_cluster(cluster: str) -> str:
    if can_be_set(cluster):
        return cluster
    invisible = all(unicodedata.category(char) in {"Cc", "Cf", "Mn", "Cs", "Cn"} for char in cluster)
    return "" if invisible else PLACEHOLDER


def _plain(text: str) -> str:
    return CONTROLS.sub(" ", text).encode("ascii", "replace").decode().replace("?", PLACEHOLDER)
