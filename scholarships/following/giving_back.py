"""Money that was paid to a person comes back: they did not go, or spent less than they had shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from lsscert.refused import Refused
from lsscert.ui.wording import money
from scholarships.awarding import holding
from scholarships.awarding.models import Award, AwardPart
from scholarships.following.filling import fill_up
from scholarships.following.models import Claim, FollowUp, MoneyBack


@dataclass(frozen=True)
class Arrived:
    """What came back, by the numbers of the parts of the award. `seen`: what had come back before, as it was shown."""

    amounts: Mapping[int, Decimal]
    on: date
    why: str
    seen: Decimal
    reference: str = ""

    @property
    def total(self) -> Decimal:
        return sum(self.amounts.values(), Decimal(0))


@transaction.atomic
def give_back(*, claim: Claim, arrived: Arrived, by: Person, now: datetime) -> Claim:
    """It is free in its fund again. An award of which all came back is taken off, and its place is free.

    Refused: claim_own, not_paid, stale, nothing_back, received_in_future, before_paid, too_much.
    """
    round_ = claim.award.round.lock()
    award, claim = claim.award.lock(), claim.lock()
    award.round = round_
    if by == award.person:
        raise Refused("claim_own", _("Somebody else of your organisation must decide on your own claim."))
    parts = list(award.parts.select_related("fund", "cost").order_by("pk"))
    _check(claim, arrived, parts, now)
    claim.back += arrived.total
    claim.save(update_fields=["back"])
    for part in parts:
        if arrived.amounts.get(part.pk):
            part.award = award
            _take_back(claim, part, arrived, by, now)
    letters.write(
        kind="scholarship_came_back",
        occasion=f"{claim.ref}:{claim.back}",
        to=award.person,
        claim=claim,
        round=round_,
        amount=arrived.total,
        whole=award.state == Award.Status.TAKEN_OFF,
    )
    if award.state == Award.Status.TAKEN_OFF:
        FollowUp.objects.filter(award=award, handed_in_at=None).delete()
        fill_up(round_=round_, by=by, now=now, left=award)
    return claim


def _take_back(claim: Claim, part: AwardPart, arrived: Arrived, by: Person, now: datetime) -> None:
    row = MoneyBack.objects.create(
        claim=claim,
        fund=part.fund,
        cost=part.cost,
        amount=arrived.amounts[part.pk],
        on=arrived.on,
        reference=arrived.reference,
        why=arrived.why[:300],
        by=by,
        at=now,
    )
    holding.take_back(part=part, amount=row.amount, key=row.ref, by=by, now=now)


def _check(claim: Claim, arrived: Arrived, parts: list[AwardPart], now: datetime) -> None:
    if claim.state != Claim.Status.PAID or claim.paid_on is None:
        raise Refused("not_paid", _("Nothing was paid to them yet, so nothing can come back."))
    if claim.back != arrived.seen:
        raise Refused(
            "stale",
            _("%(amount)s has come back by now; somebody noted it since you opened this page.")
            % {"amount": money(claim.back)},
            _("Look at what is noted before you note more."),
        )
    if arrived.on > programme_day(now):
        raise Refused("received_in_future", _("This day has not come yet."))
    if arrived.on < claim.paid_on:
        raise Refused("before_paid", _("It cannot come back before it was paid."))
    most = {part.pk: part.amount for part in parts}
    if any(not 0 <= amount <= most.get(pk, 0) for pk, amount in arrived.amounts.items()):
        raise Refused(
            "too_much",
            _("No more can come back than was paid: %(amount)s.")
            % {"amount": money(sum(most.values(), Decimal(0)))},
        )
    if not arrived.total:
        raise Refused("nothing_back", _("Say how much came back."))
