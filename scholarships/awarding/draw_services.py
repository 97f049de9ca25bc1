"""Fixing the entries of a draw, drawing, and reading what was drawn. The recipe is `drawing.py`.

Lock order: round, draw. No application joins those in the running afterwards; the database refuses it.
"""

import secrets
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from lsscert.refused import Refused
from scholarships.applying.models import ScholarshipApplication
from scholarships.awarding import drawing
from scholarships.awarding.draw_models import Draw, SealedSecret
from scholarships.awarding.drawing import Entry, Published, code_of, number_of
from scholarships.rounds.models import Round

DRAWN = (Round.Method.DRAW, Round.Method.MERIT_DRAW)
LONGEST_NUMBER = 200
Status = ScholarshipApplication.Status


@sensitive_variables("secret")
@transaction.atomic
def fix(*, round_: Round, by: Person, now: datetime, among: Collection[int] | None = None) -> Draw:
    """Fix who is drawn and seal a secret; the list, its hash and the commitment are public from now on.

    `among` names the numbers of equals that a meeting leaves to the draw; without it everybody in the running is in it.
    Refused: not_drawn, not_to_draw_now, round_open, no_outside_number, scores_open, facts_to_check, nobody_entered,
    draw_fixed.
    """
    round_ = round_.lock()
    _check_round(round_, now)
    rows = _entered(round_, among)
    listed = [Entry(code_of(row.number or 0), _group(round_, row)) for row in rows]
    secret = secrets.token_hex(32)
    hashed = drawing.entries_hash(listed)
    draw = Draw.objects.create(
        round=round_,
        entries=drawing.as_json(listed),
        entries_hash=hashed,
        commitment=drawing.commitment(hashed, secret),
        fixed_at=now,
        fixed_by=by,
        outside_source=round_.outside_number,
    )
    SealedSecret.objects.create(draw=draw, value=secret)
    for row in rows:
        _tell(row, draw)
    return draw


def obstacle(round_: Round, now: datetime) -> Refused | None:
    """What stands in the way of fixing the entries, to say so before anybody tries."""
    try:
        _check_round(round_, now)
        _entered(round_, None)
    except Refused as no:
        return no
    return None


def _check_round(round_: Round, now: datetime) -> None:
    if round_.method not in DRAWN:
        raise Refused("not_drawn", _("This round is decided by merit alone, without a draw."))
    if Draw.objects.filter(round=round_).exists():
        raise Refused("draw_fixed", _("The entries of this draw are fixed already."), _("Reload the page."))
    if round_.state != Round.Status.PUBLISHED:
        raise Refused(
            "not_to_draw_now", _("Entries are fixed after a round was published, before it is decided.")
        )
    if round_.closes_on is None or programme_day(now) <= round_.closes_on:
        raise Refused(
            "round_open",
            _("People can still apply in this round."),
            _("Fix the entries once its last day is over."),
        )
    if not round_.outside_number.strip():
        raise Refused(
            "no_outside_number",
            _("The round does not say which number from outside the draw uses."),
            _("Say it on the page of the round first."),
        )
    if round_.method == Round.Method.MERIT_DRAW and not round_.meetings.exists():
        raise Refused(
            "scores_open",
            _("Scores can still change, and nobody may know meanwhile how equals will be told apart."),
            _("Open the award meeting first."),
        )
    if round_.applications.filter(state=Status.TO_CHECK).exists():
        raise Refused(
            "facts_to_check",
            _("The facts of some applications are not checked yet."),
            _("Check them first: whoever is not on the list now cannot be drawn."),
        )


def _entered(round_: Round, among: Collection[int] | None) -> list[ScholarshipApplication]:
    rows = round_.applications.in_the_running().select_related("person").order_by("number")
    found = [row for row in rows if among is None or row.number in among]
    if not found:
        raise Refused("nobody_entered", _("Nobody is in the running, so there is nothing to draw."))
    return found


def _group(round_: Round, row: ScholarshipApplication) -> int:
    return int(round_.helped_first and row.helped_before)


def _tell(row: ScholarshipApplication, draw: Draw) -> None:
    """Each has in hand what was published, before anything is drawn."""
    letters.write(
        kind="scholarship_draw_fixed",
        occasion=f"draw:{draw.ref}",
        to=row.person,
        round=draw.round,
        draw=draw,
        code=code_of(row.number or 0),
    )


@sensitive_variables("secret", "sealed")
@transaction.atomic
def draw(*, round_: Round, outside_number: str, by: Person, now: datetime) -> Draw:
    """Mix the number in and open the seal. Once for good. Refused: not_fixed, drawn_already, no_digits."""
    round_.lock()
    found = Draw.objects.filter(round=round_).first()
    if found is None:
        raise Refused("not_fixed", _("The entries of this draw are not fixed yet."), _("Fix them first."))
    row = found.lock()
    if row.drawn_at is not None:
        raise Refused("drawn_already", _("This draw was made already. It cannot be made again."))
    outside_number = outside_number.strip()[:LONGEST_NUMBER]
    if not drawing.normalised(outside_number):
        raise Refused("no_digits", _("There is no digit in this number."), _("Type it as it was published."))
    sealed = SealedSecret.objects.get(draw=row)
    secret = sealed.value
    seed = drawing.seed(row.commitment, secret, outside_number)
    row.order = drawing.order(drawing.from_json(row.entries), seed)
    row.secret, row.outside_number, row.drawn_at, row.drawn_by = secret, outside_number, now, by
    row.save()
    sealed.delete()
    return row


def draw_of(round_: Round) -> Draw | None:
    return Draw.objects.filter(round=round_).first()


def draw_positions(round_: Round) -> dict[int, int]:
    """The place of each application in the draw, from 1, by its id; empty while nothing is drawn."""
    made = draw_of(round_)
    if made is None:
        return {}
    places = {number_of(code): place for place, code in enumerate(made.order, start=1)}
    rows = round_.applications.filter(number__in=places).values_list("pk", "number")
    return {pk: places[number] for pk, number in rows if number is not None}


def published(made: Draw) -> Published:
    return Published(
        entries=drawing.from_json(made.entries),
        entries_hash=made.entries_hash,
        commitment=made.commitment,
        secret=made.secret,
        outside_number=made.outside_number,
        order=list(made.order),
    )
