"""The one way to take a place and money of a round for an award, and the one way to let them go.

Lock order: round, application, accounts. While the round is locked nobody else takes a place of it; what funds lose
elsewhere meanwhile is refused by their balance, and a second award of one scheme by a constraint.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.money import funds
from lsscert.money.models import Fund
from lsscert.refused import Refused
from lsscert.ui.wording import money
from scholarships.applying.models import CostLine, ScholarshipApplication
from scholarships.awarding.allocation import allocate
from scholarships.awarding.models import AWARD_STATUS, STANDING, Award, AwardPart
from scholarships.rounds.models import Round, RoundFund

Status = Award.Status
ENDED = (Status.DECLINED, Status.LAPSED, Status.TAKEN_OFF)


@dataclass(frozen=True)
class Part:
    """So much of an award from this fund, for this line of the budget where it is for one."""

    fund: Fund
    amount: Decimal
    cost: CostLine | None = None


def live_award(application: ScholarshipApplication) -> Award | None:
    """The one that stands or waits in reserve."""
    return application.awards.exclude(state__in=ENDED).first()


def parts_for(round_: Round, amount: Decimal) -> list[Part]:
    """The sensible thing: all of it from the first fund that has money. Refused: fund_too_low."""
    rows = list(round_.draws_on.select_related("fund"))
    given = allocate(amount, [min(row.limit - row.drawn, funds.free(row.fund)) for row in rows])
    if given is None:
        raise Refused(
            "fund_too_low",
            _("The funds of this round have less than %(amount)s left.") % {"amount": money(amount)},
            _("Choose a smaller amount, or ask the treasurer about the funds."),
        )
    return [Part(row.fund, part) for row, part in zip(rows, given, strict=True) if part]


@transaction.atomic
def hold(
    *,
    application: ScholarshipApplication,
    parts: Sequence[Part],
    by: Person | None,
    now: datetime,
    state: str = Status.MARKED,
    rank: int | None = None,
) -> Award:
    """Take a place and the money for an application; again for one that is marked changes its amount.

    Refused: not_in_the_running, round_full, round_budget, fund_too_low, awarded_already, scheme_awarded, parts_differ.
    """
    round_ = application.round.lock()
    application = application.lock()
    _check(application, round_, parts)
    award = live_award(application)
    if award is not None and award.state == Status.MARKED:
        _let_go(award, by=by, now=now)
        round_.refresh_from_db(fields=["awarded"])
    elif award is not None and award.state != Status.RESERVE:
        raise Refused("awarded_already", _("This application has an award already."))
    if round_.awarded >= round_.places:
        raise _round_full(round_)
    award = _write(award, application, round_, parts, state, rank, now)
    _take(award, round_, parts, by, now)
    return award


def _check(application: ScholarshipApplication, round_: Round, parts: Sequence[Part]) -> None:
    if application.state != ScholarshipApplication.Status.HANDED_IN:
        raise Refused("not_in_the_running", _("This application is not in the running."))
    amount = sum((part.amount for part in parts), Decimal(0))
    if not parts or any(part.amount <= 0 for part in parts) or not 0 < amount <= round_.amount:
        raise Refused(
            "parts_differ",
            _("An award of this round is more than nothing and at most %(most)s.")
            % {"most": money(round_.amount)},
        )
    if amount < round_.amount and not round_.partial and not _asked_less(application, amount):
        raise Refused(
            "parts_differ",
            _("Awards of this round are %(amount)s, not less.") % {"amount": money(round_.amount)},
        )
    for cost in {part.cost for part in parts if part.cost}:
        given = sum((part.amount for part in parts if part.cost == cost), Decimal(0))
        if cost.application_id != application.pk or given > cost.asked:
            raise Refused(
                "parts_differ", _("“%(line)s” was given more than is asked for it.") % {"line": cost.what}
            )


def _asked_less(application: ScholarshipApplication, amount: Decimal) -> bool:
    """Nobody is given more than they ask for."""
    return application.asked is not None and amount == application.asked


def _round_full(round_: Round) -> Refused:
    return Refused(
        "round_full",
        _("All %(count)d awards of this round are given.") % {"count": round_.places},
        _("Take one off first, or put this one in reserve."),
    )


def _write(
    award: Award | None,
    application: ScholarshipApplication,
    round_: Round,
    parts: Sequence[Part],
    state: str,
    rank: int | None,
    now: datetime,
) -> Award:
    award = award or Award(application=application, round=round_, person=application.person)
    award.scheme = round_.scheme
    award.amount = sum((part.amount for part in parts), Decimal(0))
    award.state, award.reserve, award.marked_at = state, None, now
    award.rank = rank if rank is not None else award.rank
    try:
        with transaction.atomic():
            award.save()
    except IntegrityError as taken:
        raise Refused(
            "scheme_awarded",
            _("This person has an award of the rounds named “%(scheme)s” already.")
            % {"scheme": round_.scheme},
            _("Each person may have one; choose somebody else."),
        ) from taken
    return award


def _take(award: Award, round_: Round, parts: Sequence[Part], by: Person | None, now: datetime) -> None:
    try:
        with transaction.atomic():
            Round.objects.filter(pk=round_.pk).update(awarded=F("awarded") + 1)
    except IntegrityError as full:
        raise _round_full(round_) from full
    award.parts.all().delete()
    for part in parts:
        row = AwardPart.objects.create(award=award, fund=part.fund, cost=part.cost, amount=part.amount)
        _draw(round_, part)
        funds.promise(fund=part.fund, amount=part.amount, key=row.ref, by=by, now=now)


def _draw(round_: Round, part: Part) -> None:
    rows = RoundFund.objects.filter(round=round_, fund=part.fund)
    problem: IntegrityError | None = None
    try:
        with transaction.atomic():
            changed = rows.update(drawn=F("drawn") + part.amount)
    except IntegrityError as beyond:
        changed, problem = 0, beyond
    if not changed:
        raise Refused(
            "round_budget",
            _("This round may not draw so much from %(fund)s.") % {"fund": part.fund.name},
            _("Take less from it, or another fund of the round."),
        ) from problem


@transaction.atomic
def free(*, award: Award, state: str, by: Person | None, now: datetime, why: str = "") -> Award:
    """The award ends as `state`: its place and what of its money has not been paid are free again."""
    award.round.lock()
    award = award.lock()
    AWARD_STATUS.require(award.state, state)
    _let_go(award, by=by, now=now)
    award.state, award.reserve, award.answered_at, award.why = state, None, now, why[:300]
    award.save()
    return award


def _let_go(award: Award, *, by: Person | None, now: datetime) -> None:
    """For an award whose round is locked. Nothing where it takes no place."""
    if award.state not in STANDING:
        return
    Round.objects.filter(pk=award.round_id).update(awarded=F("awarded") - 1)
    for part in award.parts.select_related("fund"):
        RoundFund.objects.filter(round=award.round_id, fund=part.fund).update(drawn=F("drawn") - part.amount)
        if part.payment_id is None:
            funds.free_promise(fund=part.fund, amount=part.amount, key=part.ref, by=by, now=now)


@transaction.atomic
def spend(*, part: AwardPart, amount: Decimal, by: Person | None, now: datetime) -> AwardPart:
    """So much of a part is paid out for what it was promised for; the rest is free again. For a locked round."""
    rest = part.amount - amount
    if rest:
        funds.free_promise(fund=part.fund, amount=rest, key=f"{part.ref}:rest", by=by, now=now)
        _shrink(part, rest)
    funds.pay_out(fund=part.fund, amount=amount, key=part.ref, by=by, now=now)
    return part


@transaction.atomic
def drop(*, part: AwardPart, by: Person | None, now: datetime) -> None:
    """A part that is not needed any more, beside others that were paid. For a locked round."""
    award = part.award
    funds.free_promise(fund=part.fund, amount=part.amount, key=part.ref, by=by, now=now)
    RoundFund.objects.filter(round=award.round_id, fund=part.fund).update(drawn=F("drawn") - part.amount)
    award.amount -= part.amount
    award.save(update_fields=["amount"])
    part.delete()


@transaction.atomic
def take_back(*, part: AwardPart, amount: Decimal, key: str, by: Person | None, now: datetime) -> Award:
    """What a part had paid came back to its fund. An award with nothing left is taken off. For a locked round."""
    award = part.award
    funds.come_back(fund=part.fund, amount=amount, key=key, by=by, now=now)
    if amount < part.amount:
        _shrink(part, amount)
        return award
    RoundFund.objects.filter(round=award.round_id, fund=part.fund).update(drawn=F("drawn") - part.amount)
    part.delete()
    if award.parts.exists():
        award.amount -= amount
        award.save(update_fields=["amount"])
        return award
    AWARD_STATUS.require(award.state, Status.TAKEN_OFF)
    Round.objects.filter(pk=award.round_id).update(awarded=F("awarded") - 1)
    award.state, award.answered_at = Status.TAKEN_OFF, now
    award.save(update_fields=["state", "answered_at"])
    return award


def _shrink(part: AwardPart, less: Decimal) -> None:
    RoundFund.objects.filter(round=part.award.round_id, fund=part.fund).update(drawn=F("drawn") - less)
    part.amount -= less
    part.save(update_fields=["amount"])
    part.award.amount -= less
    part.award.save(update_fields=["amount"])
