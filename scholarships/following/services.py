"""After the announcement: an award is accepted, declined or lapses, and what falls free goes to the next in reserve."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from lsscert.refused import Refused
from scholarships.awarding.holding import free
from scholarships.awarding.models import AWARD_STATUS, STANDING, Award
from scholarships.following import paying, reporting
from scholarships.following.clocks import lapses
from scholarships.following.filling import fill_up
from scholarships.following.models import Claim, FollowUp
from scholarships.rounds.models import Round

Status = Award.Status
REMIND_DAYS = 3


def _locked(award: Award) -> Award:
    """The round first, as everywhere, then the award as it is by now."""
    award.round.lock()
    return award.lock()


@transaction.atomic
def accept(*, award: Award, by: Person, now: datetime) -> Award:
    """By whom it was awarded to, in time. An award toward the fee goes onto the invoice at once, if there is one.

    Refused: move_not_allowed, too_late, invoice_paid.
    """
    award = _locked(award)
    AWARD_STATUS.require(award.state, Status.ACCEPTED)
    if lapses(award.accept_by, programme_day(now)):
        raise Refused(
            "too_late",
            _("The day to accept it by is over."),
            _("Write to the organisation if you were held up."),
        )
    if award.round.purpose == Round.Purpose.FEE and paying.has_paid(award.person):
        raise Refused(
            "invoice_paid",
            _("Your enrolment invoice is paid already, so there is nothing this award could cover."),
            _("Decline it, and it helps the next in reserve; award money is never paid out in cash."),
        )
    award.state, award.answered_at = Status.ACCEPTED, now
    award.save(update_fields=["state", "answered_at"])
    due_on = award.round.report_due_on
    follow_up = reporting.begin(award=award, due_on=due_on, now=now) if due_on else None
    invoice = paying.put_on_invoice(award=award, by=by, now=now)
    letters.write(
        kind="scholarship_accepted",
        occasion=award.ref,
        to=award.person,
        award=award,
        round=award.round,
        follow_up=follow_up,
        invoice=invoice,
    )
    return award


@transaction.atomic
def decline(*, award: Award, by: Person, now: datetime, why: str = "") -> Award:
    """It goes to the next in reserve. Refused: move_not_allowed, paid_already, claim_approved."""
    award = _locked(award)
    award = _end(award, Status.DECLINED, by, now, why)
    letters.write(
        kind="scholarship_declined", occasion=award.ref, to=award.person, award=award, round=award.round
    )
    return award


@transaction.atomic
def take_off(*, award: Award, by: Person, now: datetime, why: str) -> Award:
    """By the organisation, with a reason. Refused: award_own, move_not_allowed, paid_already, claim_approved."""
    _not_own(award, by)
    award = _locked(award)
    told = award.state != Status.RESERVE
    award = _end(award, Status.TAKEN_OFF, by, now, why)
    if told:
        letters.write(
            kind="scholarship_taken_off", occasion=award.ref, to=award.person, award=award, round=award.round
        )
    return award


def _not_own(award: Award, by: Person) -> None:
    if by == award.person:
        raise Refused("award_own", _("Somebody else of your organisation must decide on your own award."))


def _end(award: Award, state: str, by: Person | None, now: datetime, why: str = "") -> Award:
    if award.parts.exclude(payment=None).exists():
        raise Refused(
            "paid_already",
            _("It is on the invoice already."),
            _("The programme office can take it off there; then it goes back to its fund by itself."),
        )
    if Claim.objects.filter(award=award, state=Claim.Status.APPROVED).exists():
        raise Refused(
            "claim_approved",
            _("Money for it is approved and on its way."),
            _("The treasurer can ask for something more instead; then it can be ended."),
        )
    took_a_place = award.state in STANDING
    award = free(award=award, state=state, by=by, now=now, why=why)
    FollowUp.objects.filter(award=award, handed_in_at=None).delete()
    fill_up(round_=award.round, by=by, now=now, left=award if took_a_place else None)
    return award


def lapse_what_is_due(now: datetime) -> int:
    """Each in a transaction of its own. Returns how many lapsed."""
    due = Award.objects.filter(state=Status.OFFERED, accept_by__lt=programme_day(now)).order_by("pk")
    return sum(lapse(award=award, now=now) for award in due)


@transaction.atomic
def lapse(*, award: Award, now: datetime) -> bool:
    """False when it was answered, or given more time, meanwhile."""
    award = _locked(award)
    if award.state != Status.OFFERED or not lapses(award.accept_by, programme_day(now)):
        return False
    award = _end(award, Status.LAPSED, None, now)
    letters.write(
        kind="scholarship_lapsed", occasion=award.ref, to=award.person, award=award, round=award.round
    )
    return True


def remind_of_answers(now: datetime) -> int:
    """Once for each offer, some days before its last."""
    today = programme_day(now)
    waiting = Award.objects.filter(
        state=Status.OFFERED, accept_by__gte=today, accept_by__lte=today + timedelta(days=REMIND_DAYS)
    )
    for award in waiting.select_related("person", "round__organisation"):
        letters.write(
            kind="scholarship_accept_reminder",
            occasion=f"{award.ref}:{award.accept_by}",
            to=award.person,
            award=award,
            round=award.round,
        )
    return len(waiting)


@transaction.atomic
def extend(*, award: Award, until: date, why: str, by: Person, now: datetime) -> Award:
    """More time to accept. Refused: award_own, move_not_allowed, not_later."""
    _not_own(award, by)
    award = _locked(award)
    AWARD_STATUS.require(award.state, Status.ACCEPTED)
    if award.accept_by and until <= max(award.accept_by, programme_day(now)):
        raise Refused("not_later", _("Choose a day after the present one."))
    award.accept_by, award.why = until, why[:300]
    award.save(update_fields=["accept_by", "why"])
    letters.write(
        kind="scholarship_more_time",
        occasion=f"{award.ref}:{until}",
        to=award.person,
        award=award,
        round=award.round,
    )
    return award
