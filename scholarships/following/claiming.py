"""An award that is paid to a person: they prove what they did and paid, the treasurer checks and pays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.files import services as files
from lsscert.files.models import StoredFile
from lsscert.letters import services as letters
from lsscert.policy import services as policy
from lsscert.refused import Refused
from lsscert.ui.wording import money
from scholarships.awarding import holding
from scholarships.awarding.models import AWARD_STATUS, Award
from scholarships.following.clocks import match_of
from scholarships.following.filling import fill_up
from scholarships.following.lines import Line, awarded_by_line, uses
from scholarships.following.models import CLAIM_STATUS, Claim, ClaimLine
from scholarships.rounds.models import Round

Status = Claim.Status


@dataclass(frozen=True)
class Shown:
    """What somebody says they did, and paid for each line. A file may be missing where one is here from before."""

    spent: Mapping[Line, Decimal]
    completed_on: date
    match_paid: Decimal | None = None
    completion: UploadedFile | None = None
    payment: UploadedFile | None = None


def is_claimed(award: Award) -> bool:
    """Whether it is paid to the person; an award toward the fee goes onto the invoice instead."""
    return award.round.purpose != Round.Purpose.FEE


def claim_of(award: Award) -> Claim | None:
    return Claim.objects.filter(award=award).first()


def awarded_for(award: Award) -> dict[Line, Decimal]:
    """What of it is for which line of the budget, lines in their order."""
    rows = award.parts.order_by("cost__position", "cost", "pk")
    return awarded_by_line(rows.values_list("cost", "amount"))


def send(*, award: Award, shown: Shown, by: Person, now: datetime) -> Claim:
    """Proof of completion and of payment, again when something was missing.

    Refused: not_claimed, claim_here, completed_in_future, line_unknown, nothing_spent, match_missing, proof_missing,
    file_….
    """
    claim = claim_of(award)
    _check(award, claim, shown, now)
    megabytes = policy.at("coursework.proof_megabytes", programme_day(now))
    received = {
        name: files.receive(upload=upload, max_megabytes=megabytes)
        for name, upload in (("completion", shown.completion), ("payment", shown.payment))
        if upload
    }
    with files.together():
        award = _locked(award)
        claim = claim_of(award)
        _check(award, claim, shown, now)
        claim = claim.lock() if claim else Claim(award=award)
        before = [getattr(claim, name) for name in received]
        for name, each in received.items():
            setattr(claim, name, files.store(received=each, by=by, now=now))
        claim.spent = sum(shown.spent.values(), Decimal(0))
        claim.completed_on, claim.match_paid = shown.completed_on, shown.match_paid
        claim.state, claim.sent_at, claim.asked_for = Status.SENT, now, ""
        claim.save()
        _write_lines(claim, shown.spent)
        _forget(before)
    return claim


def _write_lines(claim: Claim, spent: Mapping[Line, Decimal]) -> None:
    claim.lines.all().delete()
    for line, awarded in awarded_for(claim.award).items():
        if spent.get(line):
            ClaimLine.objects.create(claim=claim, cost_id=line, awarded=awarded, spent=spent[line])


def _forget(before: list[StoredFile | None]) -> None:
    for each in before:
        if each:
            files.discard(each)


def _locked(award: Award) -> Award:
    award.round.lock()
    return award.lock()


def _check(award: Award, claim: Claim | None, shown: Shown, now: datetime) -> None:
    if not is_claimed(award) or award.state != Award.Status.ACCEPTED:
        raise Refused("not_claimed", _("There is nothing to be paid to you for this award."))
    if claim and claim.state != Status.ASKED:
        raise Refused("claim_here", _("What you sent is with the treasurer."))
    if shown.completed_on > programme_day(now):
        raise Refused("completed_in_future", _("This day has not come yet. Send it once it is completed."))
    if not set(shown.spent) <= set(awarded_for(award)):
        raise Refused("line_unknown", _("This award is for something else."), _("Reload the page."))
    if min(shown.spent.values(), default=Decimal(0)) < 0 or not any(shown.spent.values()):
        raise Refused("nothing_spent", _("Say what you paid."))
    if award.round.match_percent and not shown.match_paid:
        raise Refused(
            "match_missing",
            _("Say what your library added; it is asked for %(amount)s.")
            % {"amount": money(match_of(award.amount, award.round.match_percent))},
        )
    for name in ("completion", "payment"):
        if not getattr(shown, name) and not (claim and getattr(claim, name)):
            raise Refused("proof_missing", _("Both proofs are needed: of completion, and of payment."))


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
    award = _locked(claim.award)
    claim = claim.lock()
    claim.award = award
    if by == award.person:
        raise Refused("claim_own", _("Somebody else of your organisation must decide on your own claim."))
    CLAIM_STATUS.require(claim.state, state)
    if award.state != Award.Status.ACCEPTED:
        AWARD_STATUS.require(award.state, Award.Status.PAID)
    claim.state = state
    return claim
