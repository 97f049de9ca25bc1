"""A place stays free after the last in reserve: award it late, by two members, or leave its money in the fund."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lsscert.accounts import approvals
from lsscert.accounts.approval_kinds import ApprovalKind
from lsscert.accounts.approval_models import Approval
from lsscert.accounts.models import Person
from lsscert.letters import services as letters
from lsscert.refused import Refused
from lsscert.text import without_unstorable
from lsscert.ui.wording import money
from scholarships.applying.models import ScholarshipApplication
from scholarships.awarding.holding import hold
from scholarships.awarding.meeting import record
from scholarships.awarding.members import has_applied, is_ready
from scholarships.awarding.models import Award
from scholarships.awarding.parting import sensible, wanted_by
from scholarships.awarding.reserve import offer
from scholarships.awarding.sitting import Row, left_of, rows_of
from scholarships.following.filling import close_when_done
from scholarships.following.models import FreePlace
from scholarships.rounds.models import Round
from scholarships.scoring.models import Judge, Recusal

KIND = "scholarships.late_award"


def open_place(round_: Round) -> FreePlace | None:
    """The one that has been free longest."""
    return FreePlace.objects.open().filter(round=round_).select_related("left_by").first()


def waiting(place: FreePlace) -> Approval | None:
    rows = Approval.objects.waiting().filter(kind=KIND, subject=place.ref)
    return rows.select_related("asked_by").first()


def could_have_it(round_: Round, viewer: Person) -> list[Row]:
    """Those in the running who were never offered an award in it, in the committee's order."""
    offered = set(round_.awards.exclude(offered_at=None).values_list("application", flat=True))
    rows = rows_of(round_, viewer)
    return [row for row in rows if not (row.award or row.masked or row.gone or row.application.pk in offered)]


def _locked(place: FreePlace) -> FreePlace:
    """The round first, as everywhere. Refused: place_settled."""
    round_ = place.round.lock()
    place = place.lock()
    place.round = round_
    if place.settled_at or round_.state != Round.Status.ANNOUNCED:
        raise Refused("place_settled", _("This place is settled already."), _("Reload the page."))
    return place


def _note(place: FreePlace, code: str, by: Person | None, now: datetime, **params: Any) -> None:
    """In the minutes of the meeting that decided the round, where there was one."""
    last = place.round.meetings.order_by("-pk").first()
    if last:
        record(last, code, by, now, **params)


@transaction.atomic
def ask(*, place: FreePlace, application: ScholarshipApplication, by: Person, now: datetime) -> Approval:
    """A second member confirms it. Refused: place_settled, judge_applied, recused, not_in_the_running, fund_too_low,
    approval_waits_already, nobody_to_confirm."""
    place = _locked(place)
    round_ = place.round
    if has_applied(round_, by):
        raise Refused("judge_applied", _("Who applied in a round does not decide it."))
    if Recusal.objects.filter(judge__round=round_, judge__person=by, application=application).exists():
        raise Refused(
            "recused", _("You stepped aside from this application."), _("Somebody else asks for it.")
        )
    _require_could(round_, application, by)
    sensible(application, round_, left_of(round_))
    words = {"number": application.number, "round": round_.title}
    words |= {"amount": money(wanted_by(application, round_))}
    approval = approvals.ask(
        kind=KIND,
        subject=place.ref,
        title=_("A late award of “%(round)s”") % words,
        explanation=_(
            "A place is free and nobody waits in reserve. Application %(number)s would be offered %(amount)s."
        )
        % words,
        params={"application": application.pk, "amount": str(wanted_by(application, round_))},
        reason="",
        by=by,
        now=now,
    )
    if not approval.told:
        raise Refused(
            "nobody_to_confirm",
            _("Nobody else of the committee may decide this one."),
            _("Choose another application, or leave the money in its fund."),
        )
    _note(place, "late_asked", by, now, number=application.number)
    return approval


def _require_could(round_: Round, application: ScholarshipApplication, by: Person) -> None:
    if application.pk not in {row.application.pk for row in could_have_it(round_, by)}:
        raise Refused(
            "not_in_the_running",
            _("This application cannot be awarded any more."),
            _("Choose one of those listed."),
        )


@transaction.atomic
def keep(*, place: FreePlace, why: str, by: Person, now: datetime) -> FreePlace:
    """Nobody gets it; its money is free in its fund. Refused: place_settled, judge_applied, why_missing,
    confirmation_waits."""
    place, why = _locked(place), without_unstorable(why).strip()[:300]
    if has_applied(place.round, by):
        raise Refused("judge_applied", _("Who applied in a round does not decide it."))
    if not why:
        raise Refused("why_missing", _("Say why; it goes into the minutes."))
    if waiting(place):
        raise Refused(
            "confirmation_waits",
            _("A late award waits for a second member."),
            _("Take the question back first."),
        )
    place.settled_at, place.settled_by, place.why = now, by, why
    place.save()
    _note(place, "place_kept", by, now, why=why)
    close_when_done(round_=place.round)
    return place


def may_confirm(approval: Approval) -> list[Person]:
    """Those who judge the round and did not step aside from this application."""
    place = FreePlace.objects.filter(ref=approval.subject).first()
    if place is None:
        return []
    judges = Judge.objects.sitting().filter(round=place.round_id)
    judges = judges.exclude(recusals__application=approval.params["application"])
    return [judge.person for judge in judges.select_related("person", "round") if is_ready(judge)]


def _run(approval: Approval, by: Person | None, now: datetime) -> str:
    place = _locked(FreePlace.objects.select_related("round").get(ref=approval.subject))
    round_ = place.round
    application = ScholarshipApplication.objects.get(pk=approval.params["application"])
    _require_could(round_, application, approval.asked_by)
    parts = sensible(application, round_, left_of(round_))
    if sum(part.amount for part in parts) != Decimal(approval.params["amount"]):
        raise Refused("marks_changed", _("The amount has changed since this was asked."))
    award = hold(application=application, parts=parts, by=by, now=now, state=Award.Status.OFFERED)
    award = offer(award, round_, now)
    place.settled_at, place.settled_by, place.to = now, by, award
    place.save()
    letters.write(
        kind="scholarship_late_award", occasion=award.ref, to=award.person, award=award, round=round_
    )
    words = {"number": application.number, "amount": str(award.amount)}
    _note(place, "late" if by else "late_unopposed", by, now, **words)
    return _("It is offered; they hear by letter and accept it in time, as everybody else.")


def _stopped(approval: Approval, by: Person | None, now: datetime) -> None:
    place = FreePlace.objects.filter(ref=approval.subject).select_related("round").first()
    if place:
        _note(place, "late_stopped", by, now, why=approval.decided_why or approval.outcome)


def page_of(approval: Approval) -> str:
    return reverse("committee_free_place", args=[FreePlace.objects.get(ref=approval.subject).round.ref])


LATE_AWARD = ApprovalKind(
    gettext_lazy("late award of a scholarship round"),
    run=_run,
    stopped=_stopped,
    url=page_of,
    people=may_confirm,
)


def join_in() -> None:
    from lsscert.accounts.approval_kinds import APPROVAL_KINDS

    APPROVAL_KINDS[KIND] = LATE_AWARD
