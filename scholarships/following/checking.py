"""The treasurer looks at what somebody proved, asks for more or approves it line by line, and pays."""

from collections.abc import Mapping
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
from scholarships.awarding.models import AWARD_STATUS, Award
from scholarships.following.claiming import locked
from scholarships.following.filling import fill_up
from scholarships.following.lines import uses
from scholarships.following.models import CLAIM_STATUS, Claim, ClaimLine

Status = Claim.Status


@transaction.atomic
def ask(*, claim: Claim, what: str, by: Person, now: datetime) -> Claim:
    """Something is missing. Refused: claim_own, move_not_allowed."""
    claim = _move(claim, Status.ASKED, by)
    claim.asked_for, claim.checked_by, claim.checked_at = what[:300], by, now
    claim.approved_amount = None
    claim.save()
    claim.lines.update(approved=None)
    letters.write(
        kind="scholarship_claim_asked",
        occasion=f"{claim.ref}:{now.isoformat()}",
        to=claim.award.person,
        claim=claim,
        round=claim.award.round,
    )
    return claim


@transaction.atomic
def approve(*, claim: Claim, amounts: Mapping[int, Decimal], by: Person, now: datetime) -> Claim:
    """By the numbers of its lines; a line that is not named pays nothing.

    Refused: claim_own, move_not_allowed, too_much, nothing_approved.
    """
    claim = _move(claim, Status.APPROVED, by)
    for line in claim.lines.select_related("cost"):
        line.approved = amounts.get(line.pk, Decimal(0))
        if not 0 <= line.approved <= line.most:
            raise _too_much(line)
        line.save(update_fields=["approved"])
    claim.approved_amount = sum((line.approved or Decimal(0) for line in claim.lines.all()), Decimal(0))
    if not claim.approved_amount:
        raise Refused(
            "nothing_approved",
            _("Approve something of it."),
            _("If it cannot be paid, ask for what is missing, or take the award off."),
        )
    claim.checked_by, claim.checked_at = by, now
    claim.save()
    return claim


def _too_much(line: ClaimLine) -> Refused:
    words = {"most": money(line.most), "line": line.cost.what if line.cost else ""}
    if line.cost is None:
        said = _("This award can pay at most %(most)s: what was awarded, and no more than was spent.") % words
    else:
        said = (
            _(
                "For “%(line)s” it can pay at most %(most)s: what was awarded for it, and no more than was spent."
            )
            % words
        )
    return Refused("too_much", said)


@transaction.atomic
def pay(*, claim: Claim, paid_on: date, reference: str, by: Person, now: datetime) -> Claim:
    """The money left the organisation's account. What was not needed is free in its fund again.

    Refused: claim_own, move_not_allowed, paid_in_future.
    """
    claim = _move(claim, Status.PAID, by)
    if paid_on > programme_day(now):
        raise Refused("paid_in_future", _("This day has not come yet."))
    award = claim.award
    _pay_parts(award, claim, by, now)
    award.state = Award.Status.PAID
    award.save(update_fields=["state"])
    claim.paid_on, claim.paid_by, claim.reference = paid_on, by, reference
    claim.save()
    letters.write(
        kind="scholarship_claim_paid", occasion=claim.ref, to=award.person, claim=claim, round=award.round
    )
    fill_up(round_=award.round, by=by, now=now)
    return claim


def _pay_parts(award: Award, claim: Claim, by: Person, now: datetime) -> None:
    """Each line from the parts that were awarded for it."""
    parts = list(award.parts.select_related("fund").order_by("pk"))
    approved = {line.cost_id: line.approved or Decimal(0) for line in claim.lines.all()}
    for part, used in zip(
        parts, uses([(part.cost_id, part.amount) for part in parts], approved), strict=True
    ):
        part.award = award
        if used:
            holding.spend(part=part, amount=used, by=by, now=now)
        else:
            holding.drop(part=part, by=by, now=now)


def _move(claim: Claim, state: Status, by: Person) -> Claim:
    """Round, award, claim locked; never by whom it is paid to."""
    award = locked(claim.award)
    claim = claim.lock()
    claim.award = award
    if by == award.person:
        raise Refused("claim_own", _("Somebody else of your organisation must decide on your own claim."))
    CLAIM_STATUS.require(claim.state, state)
    if award.state != Award.Status.ACCEPTED:
        AWARD_STATUS.require(award.state, Award.Status.PAID)
    claim.state = state
    return claim
