"""The certificate on paper: what is printed, and the PDF or the picture of it."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import partial
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from candidates.certificates.models import Certificate
from candidates.journey.models import SetAchievement
from candidates.portfolios import pathway
from lsscert.accounts.services import PROGRAMME_OFFICE
from lsscert.paper import glyphs
from lsscert.partial_dates import PartialDate
from lsscert.words import day_in_words

TEMPLATE = "candidates/certificates/certificate.typ"
SCREEN_PPI = 96
NO_BREAK = "\N{NON-BREAKING HYPHEN}"


@dataclass(frozen=True)
class Sheet:
    """What stands on the paper. `sets` as a certificate keeps them.

    A paper that proves nothing says so twice: `across` in large faint letters, `notice` in words that are read out.
    """

    holder_name: str
    number: str
    issued_on: date
    term_begins: date
    term_ends: date
    link: str
    sets: list[dict[str, Any]] = field(default_factory=list)
    across: str = ""
    notice: str = ""
    portfolios: bool = True

    @property
    def names_portfolios(self) -> bool:
        """Whether they were open on the day of issue, or one of these sets was achieved by one."""
        return self.portfolios or any(one.get("route") == SetAchievement.Route.PORTFOLIO for one in self.sets)


def link_of(certificate: Certificate) -> str:
    """The address in the QR code; whoever has it may read the holder's name."""
    return settings.SITE_URL + reverse("verify_link", args=[certificate.number, certificate.link_token])


def sheet_of(certificate: Certificate) -> Sheet:
    replaced = certificate.state == Certificate.Status.SUPERSEDED
    return Sheet(
        holder_name=certificate.holder_name,
        number=certificate.number,
        issued_on=certificate.issued_on,
        term_begins=certificate.term_begins,
        term_ends=certificate.term_ends,
        link=link_of(certificate),
        sets=certificate.sets,
        across=_("Replaced") if replaced else "",
        notice=_("Replaced by a newer certificate") if replaced else "",
        portfolios=pathway.is_open(certificate.issued_on),
    )


def as_pdf(sheet: Sheet) -> bytes:
    """Two pages, tagged for screen readers (PDF/UA-1); the same bytes each time."""
    moment = datetime.combine(sheet.issued_on, time(12), tzinfo=UTC)
    pdf = _set(sheet, format="pdf", pdf_standards=glyphs.STANDARD, timestamp=moment)
    assert isinstance(pdf, bytes)
    return pdf


def as_picture(sheet: Sheet) -> bytes:
    """The first page as a PNG for the screen."""
    pages = _set(sheet, format="png", ppi=SCREEN_PPI)
    return pages[0] if isinstance(pages, list) else pages


def _set(sheet: Sheet, **how: Any) -> bytes | list[bytes]:
    return glyphs.typeset(TEMPLATE, partial(_data, sheet), **how)


def _data(sheet: Sheet, printable: Callable[[str], str]) -> Mapping[str, Any]:
    host = settings.SITE_URL.split("://")[-1]
    check = reverse("verify")
    return {
        "title": _("Certificate %(number)s: Certified Library Support Staff (CLSS)")
        % {"number": sheet.number},
        "language": (get_language() or "en").split("-")[0],
        "issuer": PROGRAMME_OFFICE,
        "programme": _("Library Support Staff Certification"),
        "award": _("Certified Library Support Staff (CLSS)"),
        "name": printable(sheet.holder_name),
        "number": sheet.number,
        "call_number": sheet.number.split("-"),
        "term": _("%(begins)s to %(ends)s")
        % {"begins": day_in_words(sheet.term_begins), "ends": day_in_words(sheet.term_ends)},
        "issued": _("Issued by the %(office)s on %(day)s")
        % {"office": PROGRAMME_OFFICE.replace("-", NO_BREAK), "day": day_in_words(sheet.issued_on)},
        "record_of": printable(
            _("%(name)s · certificate %(number)s") % {"name": sheet.holder_name, "number": sheet.number}
        ),
        "across": sheet.across,
        "notice": sheet.notice,
        "check_url": settings.SITE_URL + check,
        "check_words": host + check,
        "qr": _qr(sheet.link),
        "sets": [_set_in_words(one, printable) for one in sheet.sets],
        "words": _words(sheet),
    }


def _words(sheet: Sheet) -> Mapping[str, Any]:
    editions = ", ".join(dict.fromkeys(PartialDate.parse(one["edition"]).human() for one in sheet.sets))
    return {
        "certifies": _("This certifies that"),
        "achieved": _("has achieved the six competency sets named below and is a"),
        "number": _("Number"),
        "term": _("Valid"),
        "check": _("Check this certificate at"),
        "qr": _("QR code with a link to the page on which this certificate can be checked"),
        "record": _("Record of the six competency sets"),
        "columns": [_("Code"), _("Competency set"), _("Route"), _("Achieved"), _("What counted")],
        "explained": _explained(sheet) % {"editions": editions},
    }


def _explained(sheet: Sheet) -> str:
    if sheet.names_portfolios:
        return _(
            "Three sets are required of everybody and three are chosen among seven. Each is achieved by an approved "
            "course, a reviewed portfolio or a recognised college programme. Edition of the standard: %(editions)s."
        )
    return _(
        "Three sets are required of everybody and three are chosen among seven. Each is achieved by an approved "
        "course or a recognised college programme. Edition of the standard: %(editions)s."
    )


def _set_in_words(one: Mapping[str, Any], printable: Callable[[str], str]) -> Mapping[str, str]:
    route = str(dict(SetAchievement.Route.choices).get(one["route"], one["route"]))
    day = str(day_in_words(date.fromisoformat(one["date"])))
    return {
        "code": one["code"],
        "name": printable(one["name"]),
        "route": route[:1].upper() + route[1:],
        "date": day,
        "how": _("%(route)s, %(day)s") % {"route": route[:1].upper() + route[1:], "day": day},
        "source": printable(one["source"]),
    }


def _qr(link: str) -> str:
    svg = io.BytesIO()
    segno.make(link, error="m").save(svg, kind="svg", xmldecl=False, border=4, dark="#211d17")
    return svg.getvalue().decode()
