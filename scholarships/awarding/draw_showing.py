"""A draw as its public page shows it. Entries have codes; no name is in it anywhere."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lsscert.ui.wording import day
from scholarships.awarding import drawing
from scholarships.awarding.draw_models import Draw
from scholarships.awarding.draw_services import published
from scholarships.awarding.drawing import code_of
from scholarships.awarding.models import Award
from scholarships.rounds.models import Round

TYPED_CODE = re.compile(r"(?:a\s*[-–]?\s*)?0*([0-9]{1,9})", re.IGNORECASE)
AWARDED = (Award.Status.OFFERED, Award.Status.ACCEPTED, Award.Status.PAID)
TOLD = (Round.Status.ANNOUNCED, Round.Status.CLOSED)


def public_values(made: Draw) -> dict[str, Any]:
    """All that the recipe needs, as anybody may download it. Secret, number and order are null until it is drawn."""
    drawn = made.drawn_at is not None
    again = drawing.recompute(published(made)) if drawn else None
    return {
        "recipe": drawing.RECIPE,
        "round": made.round.ref,
        "title": made.round.title,
        "organisation": made.round.organisation.name,
        "entries": drawing.as_json(drawing.from_json(made.entries)),
        "entries_hash": made.entries_hash,
        "commitment": made.commitment,
        "fixed_at": made.fixed_at.isoformat(),
        "outside_number_will_be": made.outside_source,
        "outside_number": made.outside_number if drawn else None,
        "outside_number_normalised": again.number if again else None,
        "secret": made.secret if drawn else None,
        "seed": again.seed if again else None,
        "order": made.order if drawn else None,
        "drawn_at": made.drawn_at.isoformat() if made.drawn_at else None,
    }


@dataclass(frozen=True)
class Standing:
    tone: str
    word: Any
    sentence: Any


def standing(round_: Round, made: Draw | None, *, over: bool) -> Standing:
    """How the draw of a round stands; `over` when nobody can apply any more."""
    if round_.state == Round.Status.CALLED_OFF:
        return Standing(
            "stop", _("Called off"), _("This round was called off. What was published stays here.")
        )
    if made is not None and made.drawn_at:
        said = _("It was drawn on %(day)s. Below is the order, and how anybody can check it.")
        return Standing("done", _("Drawn"), said % {"day": day(made.drawn_at)})
    if made is not None:
        count = ngettext(
            "%(count)d entry is fixed since %(day)s.",
            "%(count)d entries are fixed since %(day)s.",
            len(made.entries),
        )
        said = count % {"count": len(made.entries), "day": day(made.fixed_at)}
        return Standing("wait", _("Entries are fixed"), _("%(said)s Nothing is drawn yet.") % {"said": said})
    if over:
        return Standing(
            "wait",
            _("Not fixed yet"),
            _("The round has closed. Its entries are fixed and published here soon."),
        )
    last = {"day": day(round_.closes_on)}
    return Standing(
        "open",
        _("Not fixed yet"),
        _("People can apply until %(day)s. Then the entries are fixed and published here.") % last,
    )


@dataclass(frozen=True)
class Place:
    """One line of the result."""

    place: int
    code: str
    group: int
    tone: str
    word: Any


def places(made: Draw) -> list[Place]:
    groups = {each.code: each.group for each in drawing.from_json(made.entries)}
    marks = _marks(made)
    return [
        Place(place, code, groups[code], *marks.get(code, ("open", _("not awarded"))))
        for place, code in enumerate(made.order, start=1)
    ]


def _marks(made: Draw) -> dict[str, tuple[str, Any]]:
    """What a place in the draw came to; before the round is announced, what it stands for."""
    round_ = made.round
    if round_.state in TOLD:
        rows = round_.awards.filter(state__in=[*AWARDED, Award.Status.RESERVE])
        return {
            code_of(number or 0): ("done", _("awarded")) if state in AWARDED else ("wait", _("in reserve"))
            for number, state in rows.values_list("application__number", "state")
        }
    inside, after = ("act", _("among the first")), ("open", _("after them"))
    return {code: inside if place < round_.places else after for place, code in enumerate(made.order)}


@dataclass(frozen=True)
class Found:
    """The entry somebody asked for by its code. `place` is None while nothing is drawn."""

    code: str
    entered: bool
    place: Place | None = None


def find(made: Draw, typed: str) -> Found | None:
    """None where nothing that could be a code was typed."""
    match = TYPED_CODE.fullmatch(typed.strip())
    if match is None:
        return None
    code = code_of(int(match[1]))
    entered = any(each.code == code for each in drawing.from_json(made.entries))
    place = next((each for each in places(made) if each.code == code), None)
    return Found(code, entered, place)


@dataclass(frozen=True)
class Ticket:
    code: str
    group: int
    ticket: str


def tickets(made: Draw, again: drawing.Recomputed) -> list[Ticket]:
    """In the order that was recomputed."""
    groups = {each.code: each.group for each in drawing.from_json(made.entries)}
    return [Ticket(code, groups[code], again.tickets[code]) for code in again.order]
