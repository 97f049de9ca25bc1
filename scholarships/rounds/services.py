"""Composing a round, publishing it, calling it off."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from lsscert.accounts.models import Organisation, Person
from lsscert.dates import years_later
from lsscert.letters import services as letters
from lsscert.money import funds
from lsscert.money.models import Fund
from lsscert.reasons import Reason
from lsscert.refused import Refused
from lsscert.ui.wording import money
from scholarships.rounds import entitlement
from scholarships.rounds.models import STATUS, Criterion, Question, Round, RoundFund

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
NO_COPY = {"opens_on", "closes_on", "news_by", "report_due_on"}


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
def copy(*, round_: Round, by: Person, now: datetime) -> Round:
    """Everything of last year's but the people, its days a year later."""
    values = {name: getattr(round_, name) for name in FREE_FIELDS}
    for name in NO_COPY:
        values[name] = years_later(values[name], 1) if values[name] else None
    made = Round.objects.create(
        organisation=round_.organisation,
        rules=round_.rules,
        copied_from=round_,
        made_by=by,
        made_at=now,
        **values,
    )
    Criterion.objects.bulk_create(
        Criterion(round=made, title=each.title, help=each.help, weight=each.weight, position=each.position)
        for each in round_.criteria.all()
    )
    Question.objects.bulk_create(
        Question(
            round=made,
            text=each.text,
            help=each.help,
            most_words=each.most_words,
            required=each.required,
            position=each.position,
        )
        for each in round_.questions.all()
    )
    RoundFund.objects.bulk_create(
        RoundFund(round=made, fund=each.fund, limit=each.limit) for each in round_.draws_on.all()
    )
    return made


def has_begun(round_: Round) -> bool:
    """Whether somebody relies on what it says."""
    return round_.applications.exists()


@transaction.atomic
def save(*, round_: Round, composed: Composed, version: int, by: Person, now: datetime) -> Round:
    """Refused: stale, move_not_allowed, round_fixed, rules_broken, fund_elsewhere."""
    round_ = round_.lock()
    if round_.version != version:
        raise Refused(
            "stale",
            _("Somebody else changed this round since you opened it."),
            _("Copy what you typed, then reload."),
        )
    if round_.state not in {Round.Status.DRAFT, Round.Status.PUBLISHED}:
        raise Refused("round_fixed", _("This round is decided; nothing of it can be changed."))
    fixed = round_.state == Round.Status.PUBLISHED and has_begun(round_)
    if broken := entitlement.problems(composed.rules):
        raise Refused("rules_broken", " ".join(broken))
    if fixed:
        _only_what_may_change(round_, composed)
    for name, value in composed.values.items():
        if name in (LATER_FIELDS if fixed else FREE_FIELDS):
            setattr(round_, name, value)
    if not fixed:
        round_.rules = composed.rules
        _write_parts(round_, composed)
    _write_limits(round_, composed)
    round_.version += 1
    round_.save()
    if round_.state == Round.Status.PUBLISHED and (gaps := missing(round_)):
        raise Refused("round_incomplete", " ".join(str(gap) for gap in gaps))
    return round_


def _only_what_may_change(round_: Round, composed: Composed) -> None:
    grown = {"closes_on": round_.closes_on, "places": round_.places}
    if any(composed.values.get(name) and composed.values[name] < before for name, before in grown.items()):
        raise Refused(
            "round_fixed",
            _("People have begun to apply: the last day and the number of awards can only grow."),
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
        if row.fund_id not in wanted and row.drawn == 0:
            row.delete()
    for fund, limit in wanted.values():
        if fund.organisation_id != round_.organisation_id:
            raise Refused("fund_elsewhere", _("This fund belongs to somebody else."))
        RoundFund.objects.update_or_create(round=round_, fund=fund, defaults={"limit": limit})


def missing(round_: Round) -> list[Reason]:
    """What stands in the way of publishing, in the order of the form."""
    found = [*_missing_days(round_), *_missing_money(round_)]
    if round_.method != Round.Method.DRAW and not round_.criteria.exists():
        found.append(Reason("criteria", _("Name at least one criterion to score by.")))
    if round_.method != Round.Method.MERIT and not round_.outside_number.strip():
        found.append(Reason("outside_number", _("Name the number that the draw will use.")))
    if not round_.summary.strip():
        found.append(Reason("summary", _("Say in a few words what it is and for whom.")))
    return found


def _missing_days(round_: Round) -> list[Reason]:
    names = {
        "opens_on": _("the day it opens"),
        "closes_on": _("the last day"),
        "news_by": _("when applicants hear"),
    }
    found = [
        Reason(name, _("Give %(what)s.") % {"what": what})
        for name, what in names.items()
        if not getattr(round_, name)
    ]
    if round_.closes_on and round_.news_by and round_.news_by <= round_.closes_on:
        found.append(Reason("news_by", _("Applicants can only hear after the last day.")))
    return found


def _missing_money(round_: Round) -> list[Reason]:
    if round_.amount <= 0:
        return [Reason("amount", _("Say how much one award is."))]
    wanted = round_.places * round_.amount
    limits = round_.draws_on.aggregate(sum=Sum("limit"))["sum"] or Decimal(0)
    there = sum(
        (min(row.limit, funds.free(row.fund) + row.drawn) for row in round_.draws_on.all()), Decimal(0)
    )
    if round_.partial and limits > 0 and there > 0:
        return []
    if limits < wanted:
        return [
            Reason(
                "limits",
                _("%(places)d awards of %(amount)s need %(wanted)s; this round may draw %(limits)s.")
                % {
                    "places": round_.places,
                    "amount": money(round_.amount),
                    "wanted": money(wanted),
                    "limits": money(limits),
                },
            )
        ]
    if there < wanted:
        return [
            Reason(
                "money",
                _("The funds have %(there)s of the %(wanted)s that all awards need.")
                % {"there": money(there), "wanted": money(wanted)},
            )
        ]
    return []


@transaction.atomic
def publish(*, round_: Round, by: Person, now: datetime) -> Round:
    """Refused: move_not_allowed, round_incomplete."""
    round_ = round_.lock()
    STATUS.require(round_.state, Round.Status.PUBLISHED)
    if gaps := missing(round_):
        raise Refused("round_incomplete", " ".join(str(gap) for gap in gaps))
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
