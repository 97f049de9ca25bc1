"""The minutes as a PDF, from plain values. No queries, no clock."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lsscert.paper import glyphs
from lsscert.ui.wording import day, moment
from scholarships.awarding.minutes import Line

TEMPLATE = "paper/minutes.typ"


@dataclass(frozen=True)
class Sitting:
    opened_at: datetime
    lines: Sequence[Line]


@dataclass(frozen=True)
class Minutes:
    """`notes` are lists of sentences, each under its heading."""

    organisation: str
    round: str
    sittings: Sequence[Sitting]
    notes: Sequence[tuple[str, Sequence[str]]]


def as_pdf(minutes: Minutes, *, now: datetime) -> bytes:
    """Tagged for screen readers (PDF/UA-1), on American letter paper."""

    def data(printable: Callable[[str], str]) -> Mapping[str, Any]:
        return _data(minutes, printable, now)

    at = now.replace(microsecond=0)  # typst takes whole seconds
    pdf = glyphs.typeset(TEMPLATE, data, format="pdf", pdf_standards=glyphs.STANDARD, timestamp=at)
    assert isinstance(pdf, bytes)
    return pdf


def _data(minutes: Minutes, printable: Callable[[str], str], now: datetime) -> Mapping[str, Any]:
    def say(text: Any) -> str:
        return printable(" ".join(str(text).split()))

    return {
        "language": (get_language() or "en").split("-")[0],
        "title": _("Minutes"),
        "heading": say(_("Minutes: %(round)s") % {"round": minutes.round}),
        "organisation": say(minutes.organisation),
        "round": say(minutes.round),
        "closed": _("Closed to everybody but the committee."),
        "written": say(_("Made on %(day)s from what was done.") % {"day": day(now)}),
        "empty": "" if minutes.sittings else _("There was no meeting yet."),
        "page": _("Page {page} of {pages}"),
        "columns": [_("When"), _("What was done"), _("By")],
        "sittings": [
            {
                "day": say(day(sitting.opened_at)),
                "lines": [[say(moment(line.at)), say(line.sentence), say(line.by)] for line in sitting.lines],
            }
            for sitting in minutes.sittings
        ],
        "notes": [
            {"heading": say(heading), "lines": [say(line) for line in lines]}
            for heading, lines in minutes.notes
            if lines
        ],
    }
