"""An award that is paid to a person: they prove what they did and paid."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.files import services as files
from lsscert.files.models import StoredFile
from lsscert.policy import services as policy
from lsscert.refused import Refused
from lsscert.ui.wording import money
from scholarships.awarding.models import Award
from scholarships.following.clocks import match_of
from scholarships.following.lines import Line, awarded_by_line
from scholarships.following.models import Claim, ClaimLine
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
        award = locked(award)
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


def locked(award: Award) -> Award:
    """The round first, as everywhere."""
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
