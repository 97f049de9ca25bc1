"""Evidence as a reviewer meets it: what it is, under a neutral name, and out of sight while it is reported."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponseBase
from django.utils.http import content_disposition_header

from candidates.portfolios.clocks import UNSETTLED
from candidates.portfolios.models import Portfolio, Report
from lsscert.files import previews
from lsscert.files import services as files
from lsscert.files.models import StoredFile

ENDINGS = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "audio/mpeg": "mp3",
    "video/mp4": "mp4",
    "text/plain": "txt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}
INLINE = {"application/pdf", "image/png", "image/jpeg", "audio/mpeg", "video/mp4"}


@dataclass(frozen=True)
class Piece:
    """One piece of evidence beside a response. `pages` are its previews."""

    ref: str
    number: int
    kind: str
    weight: str
    caption: str
    url: str
    size: int
    reported: bool
    new: bool = False
    pages: Sequence[Any] = field(default=())

    @property
    def ending(self) -> str:
        return ENDINGS.get(self.kind, "")

    @property
    def name(self) -> str:
        return neutral_name(self.number, self.kind)

    @property
    def shape(self) -> str:
        """How it is shown: link, picture, audio, video, pdf or file."""
        if self.kind == "link":
            return "link"
        family = self.kind.partition("/")[0]
        shapes = {"image": "picture", "audio": "audio", "video": "video"}
        return shapes.get(family, "pdf" if self.ending == "pdf" else "file")


def neutral_name(number: int, kind: str) -> str:
    return f"evidence-{number}.{ENDINGS.get(kind, 'bin')}"


def reported(portfolio: Portfolio) -> frozenset[str]:
    """The refs of evidence that nobody but the office sees now."""
    open_ones = Report.objects.filter(portfolio=portfolio, state__in=UNSETTLED)
    return frozenset(open_ones.values_list("evidence__ref", flat=True))


def pieces(
    competency: Mapping[str, Any],
    evidence: Iterable[Mapping[str, Any]],
    out_of_sight: frozenset[str],
    known_before: frozenset[str] | None = None,
) -> list[Piece]:
    """Primary first, each in its place. `known_before` are the refs of round one, to tell what is new."""
    all_of_it = {each["ref"]: each for each in evidence}
    uses = sorted(competency["evidence"], key=lambda use: (use["weight"] != "primary", use["place"]))
    kept = [(use, all_of_it[use["ref"]]) for use in uses if use["ref"] in all_of_it]
    pages = _previews([each["file"] for use, each in kept if use["ref"] not in out_of_sight])
    return [
        Piece(
            ref=each["ref"],
            number=each["number"],
            kind=each["kind"],
            weight=use["weight"],
            caption=each["caption"],
            url=each["url"],
            size=each["size"],
            reported=each["ref"] in out_of_sight,
            new=known_before is not None and each["ref"] not in known_before,
            pages=pages.get(each["file"], ()),
        )
        for use, each in kept
    ]


def answer(stored: StoredFile, *, name: str, inline: bool) -> HttpResponseBase:
    """The bytes, under a name that says nothing of whose they are."""
    response = files.response(stored, inline=inline and stored.kind in INLINE)
    as_attachment = not (inline and stored.kind in INLINE)
    response["Content-Disposition"] = content_disposition_header(as_attachment, name) or "attachment"
    return response


def preview(stored: StoredFile, page: int) -> HttpResponseBase | None:
    """The picture of a page, if the worker has made one."""
    found = next((each for each in stored.previews.all() if each.page == page), None)
    return previews.response(found) if found else None


def _previews(refs: Iterable[str]) -> dict[str, Sequence[Any]]:
    files_of = StoredFile.objects.filter(ref__in=[ref for ref in refs if ref])
    return {stored.ref: list(stored.previews.all()) for stored in files_of.prefetch_related("previews")}
