"""Composing a round, publishing it, calling it off."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lsscert.accounts.models import Organisation, Person
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from lsscert.money.models import Fund
from lsscert.refused import Refused
from scholarships.rounds import entitlement
from scholarships.rounds.models import STATUS, Criterion, Question, Round, RoundFund
from scholarships.rounds.readiness import contradictions, missing

FREE_FIELDS = (
    "title",
    "purpose",
    "summary",
    "opens_on",
    "closes_on",
    "news_by",
    "places",
    "amount",
    "partial",
    "method",
    "scheme",
    "helped_first",
    "blind",
    "readers",
    "scale",
    "quorum",
    "references",
    "budget",
    "reimbursed",
    "match_percent",
    "accept_days",
    "report_due_on",
    "outside_number",
)
LATER_FIELDS = ("title", "summary", "closes_on", "news_by", "places", "readers", "quorum", "accept_days")
"""What may still be changed once somebody has begun to apply; days and places only grow."""


@dataclass
class Composed:
    """What an organiser filled in. `limits` says what may be drawn from each fund; criteria are (title, help, weight),
    questions (text, help, most words, required)."""

    values: dict[str, Any]
    rules: list[dict[str, Any]] = field(default_factory=list)
    criteria: Sequence[tuple[str, str, int]] = ()
    questions: Sequence[tuple[str, str, int, bool]] = ()
    limits: Sequence[tuple[Fund, Decimal]] = ()


@transaction.atomic
def begin(*, organisation: Organisation, title: str, by: Person, now: datetime) -> Round:
    return Round.objects.create(organisation=organisation, title=title, made_by=by, made_at=now)


@transaction.atomic
def save(*, round_: Round, composed: Composed, version: int, by: Person, now: datetime) -> Round:
    """Refused: stale, round_fixed, rules_broken, draw_fixed, fund_elsewhere, limit_drawn, round_incomplete."""
    round_ = round_.lock()
    if round_.version != version:
        raise Refused(
            "stale",
            _("Somebody else changed this round since you opened it."),
            _("Copy what you typed, then reload."),
        )
    if round_.state not in {Round.Status.DRAFT, Round.Status.PUBLISHED}:
        raise Refused("round_fixed", _("This round is decided; nothing of it can be changed."))
    if broken := entitlement.problems(composed.rules):
        raise Refused("rules_broken", " ".join(broken))
    fixed = is_fixed(round_)
    if fixed:
        _only_what_may_change(round_, composed)
    for name, value in composed.values.items():
        if name in (LATER_FIELDS if fixed else FREE_FIELDS):
            setattr(round_, name, value)
    if not fixed:
        round_.rules = composed.rules
        _write_parts(round_, composed)
    _write_limits(round_, composed)
    _require_whole(round_)
    round_.version += 1
    round_.save()
    return round_


def is_fixed(round_: Round) -> bool:
    """Published, and somebody has begun to rely on what it says."""
    return round_.state != Round.Status.DRAFT and round_.applications.exists()


def _require_whole(round_: Round) -> None:
    """Before it is written: a draft may have gaps, a published round none."""
    gaps = missing(round_) if round_.state == Round.Status.PUBLISHED else contradictions(round_)
    if gaps:
        raise Refused("round_incomplete", " ".join(str(gap) for gap in gaps))


def _only_what_may_change(round_: Round, composed: Composed) -> None:
    grown = {"closes_on": round_.closes_on, "places": round_.places}
    if any(composed.values.get(name) and composed.values[name] < before for name, before in grown.items()):
        raise Refused(
            "round_fixed",
            _("People have begun to apply: the last day and the number of awards can only grow."),
        )
    if composed.values.get("closes_on") != round_.closes_on and hasattr(round_, "the_draw"):
        raise Refused(
            "draw_fixed",
            _("Who takes part in the draw is fixed and public, so the last day stays."),
            _("Leave the last day as it is, or make a second round from a copy."),
        )


def _write_parts(round_: Round, composed: Composed) -> None:
    round_.criteria.all().delete()
    round_.questions.all().delete()
    Criterion.objects.bulk_create(
        Criterion(round=round_, title=title, help=help_, weight=weight, position=position)
        for position, (title, help_, weight) in enumerate(composed.criteria, 1)
    )
    Question.objects.bulk_create(
        Question(round=round_, text=text, help=help_, most_words=most, required=required, position=position)
        for position, (text, help_, most, required) in enumerate(composed.questions, 1)
    )


def _write_limits(round_: Round, composed: Composed) -> None:
    wanted = {fund.pk: (fund, limit) for fund, limit in composed.limits if limit}
    for row in round_.draws_on.all():
        if row.drawn > wanted.get(row.fund_id, (row.fund, Decimal(0)))[1]:
            raise Refused("limit_drawn", _("Awards have drawn more of a fund than that already."))
        if row.fund_id not in wanted:
            row.delete()
    for fund, limit in wanted.values():
        if fund.organisation_id != round_.organisation_id:
            raise Refused("fund_elsewhere", _("This fund belongs to somebody else."))
        RoundFund.objects.update_or_create(round=round_, fund=fund, defaults={"limit": limit})


@transaction.atomic
def publish(*, round_: Round, by: Person, now: datetime) -> Round:
    """Refused: move_not_allowed, round_incomplete, closes_past."""
    round_ = round_.lock()
    STATUS.require(round_.state, Round.Status.PUBLISHED)
    if gaps := missing(round_):
        raise Refused("round_incomplete", " ".join(str(gap) for gap in gaps))
    if round_.closes_on and round_.closes_on < programme_day(now):
        raise Refused("closes_past", _("Its last day is over."), _("Choose a later one."))
    round_.state, round_.published_at = Round.Status.PUBLISHED, now
    round_.version += 1
    round_.save()
    return round_


@transaction.atomic
def call_off(*, round_: Round, why: str, by: Person, now: datetime) -> Round:
    """Everybody who has begun an application hears why. Refused: move_not_allowed, awards_marked."""
    round_ = round_.lock()
    STATUS.require(round_.state, Round.Status.CALLED_OFF)
    if round_.awarded:
        raise Refused("awards_marked", _("Awards of it are marked already."), _("Take them off first."))
    round_.state = Round.Status.CALLED_OFF
    round_.version += 1
    round_.save()
    for application in round_.applications.exclude(state="withdrawn").select_related("person"):
        letters.write(
            kind="scholarship_called_off",
            occasion=application.ref,
            to=application.person,
            round=round_,
            why=why,
        )
    return round_


def open_on(day: date) -> Any:
    """Rounds that can be applied in on a day, soonest to close first."""
    rows = Round.objects.filter(state=Round.Status.PUBLISHED, opens_on__lte=day, closes_on__gte=day)
    return rows.select_related("organisation").order_by("closes_on", "pk")
