"""The meeting that decides a round: marked by one, confirmed by two, told when the round is announced (DOMAIN §7)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lsscert.accounts import approvals
from lsscert.accounts.approval_kinds import ApprovalKind
from lsscert.accounts.approval_models import Approval
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.refused import Refused
from lsscert.registry import Hook
from lsscert.ui.wording import money
from scholarships.applying.models import ScholarshipApplication
from scholarships.awarding import reserve
from scholarships.awarding.holding import Part, free, hold, live_award
from scholarships.awarding.members import is_ready, require_judge, require_ready
from scholarships.awarding.models import Award, Meeting, Minute, Present
from scholarships.awarding.quorum import lacking
from scholarships.rounds.models import STATUS as ROUND_STATUS
from scholarships.rounds.models import Round
from scholarships.scoring import services as scoring
from scholarships.scoring.models import Judge, Recusal

KIND = "scholarships.awards"
Status = Award.Status
Running = ScholarshipApplication.Status
# round, by, now: its awards are offered; in the transaction that announces it
ANNOUNCED = Hook()


def open_meeting(round_: Round) -> Meeting | None:
    return round_.meetings.filter(ended_at=None).first()


def waiting_approval(round_: Round) -> Approval | None:
    return Approval.objects.waiting().filter(kind=KIND, subject=round_.ref).select_related("asked_by").first()


@transaction.atomic
def open_it(*, round_: Round, present: Sequence[Judge], by: Person, now: datetime) -> Meeting:
    """Refused: round_still_open, facts_to_check, nobody_there, meeting_open, move_not_allowed."""
    round_ = round_.lock()
    _require_ready(round_, now)
    if not present:
        raise Refused("nobody_there", _("Tick who is present."))
    try:
        with transaction.atomic():
            meeting = Meeting.objects.create(round=round_, opened_at=now, opened_by=by)
    except IntegrityError as taken:
        raise Refused("meeting_open", _("The meeting is open already.")) from taken
    record(meeting, "opened", by, now)
    _attend(meeting, present, by, now)
    return meeting


def _require_ready(round_: Round, now: datetime) -> None:
    ROUND_STATUS.require(round_.state, Round.Status.DECIDED)
    if round_.closes_on is None or programme_day(now) <= round_.closes_on:
        raise Refused(
            "round_still_open", _("People can still apply; the committee meets after the closing day.")
        )
    to_check = round_.applications.filter(state=Running.TO_CHECK).count()
    if to_check:
        raise Refused(
            "facts_to_check",
            _("The facts of %(count)d applications are not checked yet.") % {"count": to_check},
            _("Say of each whether it is eligible, then open the meeting."),
        )


@transaction.atomic
def attend(*, meeting: Meeting, judge: Judge, by: Person, now: datetime) -> None:
    _attend(_locked(meeting, None), [judge], by, now)


def _attend(meeting: Meeting, judges: Sequence[Judge], by: Person, now: datetime) -> None:
    """For a locked round; judges as they stand now. Refused: not_a_judge, not_declared."""
    rows = Judge.objects.filter(pk__in=[judge.pk for judge in judges])
    fresh = list(rows.select_related("person", "round").order_by("pk"))
    for judge in fresh:
        if judge.round_id != meeting.round_id or judge.left_at:
            raise Refused("not_a_judge", _("Who does not judge this round is not counted as present."))
        require_ready(judge)
    there = set(meeting.present.values_list("judge", flat=True))
    new = [judge for judge in fresh if judge.pk not in there]
    Present.objects.bulk_create([Present(meeting=meeting, judge=judge, at=now) for judge in new])
    Minute.objects.bulk_create(
        [
            Minute(
                meeting=meeting,
                code="present",
                params={"name": judge.person.name, "outside": judge.outside},
                by=by,
                at=now,
            )
            for judge in new
        ]
    )


def _locked(meeting: Meeting, version: int | None) -> Meeting:
    """The round first, as everywhere. Refused: meeting_over, stale, confirmation_waits."""
    round_ = meeting.round.lock()
    meeting = meeting.lock()
    if meeting.ended_at or round_.state != Round.Status.PUBLISHED:
        raise Refused("meeting_over", _("The meeting is over; what was decided stands."))
    if version is not None and meeting.version != version:
        raise Refused(
            "stale",
            _("Somebody else marked something since you opened this page."),
            _("This is how it stands now; mark again what you wanted to."),
        )
    if version is not None and waiting_approval(round_):
        raise Refused(
            "confirmation_waits",
            _("What was marked waits for a second member."),
            _("Take the question back first, then change it."),
        )
    return meeting


def _moved(meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(version=F("version") + 1)


def _require_may_decide(meeting: Meeting, application: ScholarshipApplication, by: Person) -> None:
    """Members alone decide, and not what they stepped aside from. Refused: not_a_judge, not_declared, recused."""
    require_judge(meeting.round, by)
    if Recusal.objects.filter(judge__round=meeting.round, judge__person=by, application=application).exists():
        raise Refused("recused", _("You stepped aside from this application."), _("Somebody else marks it."))


@transaction.atomic
def mark(
    *,
    meeting: Meeting,
    application: ScholarshipApplication,
    parts: Sequence[Part],
    rank: int | None,
    by: Person,
    version: int,
    now: datetime,
) -> Award:
    """An award for this application; its money is promised from now on. Refused: as in `holding.hold`, too."""
    meeting = _locked(meeting, version)
    _require_may_decide(meeting, application, by)
    award = hold(application=application, parts=parts, by=by, now=now, rank=rank)
    record(meeting, "marked", by, now, number=application.number, amount=str(award.amount))
    _moved(meeting)
    return award


@transaction.atomic
def put_in_reserve(
    *, meeting: Meeting, application: ScholarshipApplication, by: Person, version: int, now: datetime
) -> Award:
    meeting = _locked(meeting, version)
    _require_may_decide(meeting, application, by)
    award = reserve.put(application=application, by=by, now=now)
    record(meeting, "reserve", by, now, number=application.number)
    _moved(meeting)
    return award


@transaction.atomic
def take_off(
    *, meeting: Meeting, application: ScholarshipApplication, by: Person, version: int, now: datetime
) -> None:
    """Out of awards and reserve; its money is free. Refused: nothing_to_take_off."""
    meeting = _locked(meeting, version)
    _require_may_decide(meeting, application, by)
    award = live_award(application)
    if award is None:
        raise Refused("nothing_to_take_off", _("It is neither marked nor in reserve."))
    free(award=award, state=Status.TAKEN_OFF, by=by, now=now)
    record(meeting, "taken_off", by, now, number=application.number)
    _moved(meeting)


@transaction.atomic
def move(*, meeting: Meeting, award: Award, up: bool, by: Person, version: int, now: datetime) -> None:
    meeting = _locked(meeting, version)
    _require_may_decide(meeting, award.application, by)
    reserve.swap(award=award, up=up)
    record(meeting, "reserve_up" if up else "reserve_down", by, now, number=award.application.number)
    _moved(meeting)


@transaction.atomic
def step_aside(
    *, meeting: Meeting, application: ScholarshipApplication, by: Person, version: int, now: datetime
) -> None:
    """Recognised at the table: this member decides it no more, and what they gave it does not count.

    Refused: not_a_judge, recused, as in `mark`.
    """
    meeting = _locked(meeting, version)
    _require_may_decide(meeting, application, by)
    judge = require_judge(meeting.round, by)
    Recusal.objects.create(judge=judge, application=application, at=now)
    judge.sheets.filter(application=application).delete()
    record(meeting, "stepped_aside", by, now, name=by.name)
    _moved(meeting)


def decided_on(round_: Round) -> list[Award]:
    """What the meeting has marked, awards first, then the reserve in its order."""
    rows = round_.awards.filter(state__in=[Status.MARKED, Status.RESERVE]).select_related(
        "application", "person"
    )
    return sorted(
        rows, key=lambda award: (award.reserve or 0, award.rank or 0, award.application.number or 0)
    )


@transaction.atomic
def ask(*, meeting: Meeting, by: Person, version: int, now: datetime) -> Approval:
    """Ask a second member to confirm all that is marked.

    Refused: not_a_judge, nothing_marked, not_in_the_running, no_quorum, recused, nobody_to_confirm.
    """
    meeting = _locked(meeting, version)
    round_ = meeting.round
    require_judge(round_, by)
    awards = decided_on(round_)
    if not any(award.state == Status.MARKED for award in awards):
        raise Refused("nothing_marked", _("Mark at least one award first."))
    _require_running(awards)
    _require_quorum(meeting, awards)
    for award in awards:
        _require_may_decide(meeting, award.application, by)
    approval = approvals.ask(
        kind=KIND,
        subject=round_.ref,
        title=_("Awards of “%(round)s”") % {"round": round_.title},
        explanation="\n".join(_line(award) for award in awards),
        params={"awards": [[award.pk, str(award.amount)] for award in awards]},
        reason="",
        by=by,
        now=now,
    )
    if not approval.told:
        raise Refused(
            "nobody_to_confirm",
            _("Nobody else of the committee may decide all of these."),
            _("Invite a member from outside to this round; they can confirm it."),
        )
    record(meeting, "asked", by, now)
    return approval


def _require_running(awards: Collection[Award]) -> None:
    """An applicant may withdraw while the committee sits."""
    gone = [str(award.application.number) for award in awards if award.application.state != Running.HANDED_IN]
    if gone:
        raise Refused(
            "not_in_the_running",
            _("Application %(numbers)s is not in the running any more.") % {"numbers": ", ".join(gone)},
            _("Take it off, then ask again."),
        )


def _line(award: Award) -> str:
    words = {"number": award.application.number, "amount": money(award.amount), "place": award.reserve}
    if award.state == Status.RESERVE:
        return _("Application %(number)s: in reserve") % words
    return _("Application %(number)s: %(amount)s") % words


def _require_quorum(meeting: Meeting, awards: Collection[Award]) -> None:
    sitting = Judge.objects.sitting().filter(round=meeting.round)
    present = frozenset(meeting.present.filter(judge__in=sitting).values_list("judge", flat=True))
    recused: dict[int, set[int]] = {}
    for recusal in Recusal.objects.filter(judge__round=meeting.round):
        recused.setdefault(recusal.application_id, set()).add(recusal.judge_id)
    numbers = {award.application_id: award.application.number for award in awards}
    short = lacking(numbers, present=present, recused=recused, needed=meeting.round.quorum)
    if short:
        names = ", ".join(str(numbers[each.application]) for each in short)
        raise Refused(
            "no_quorum",
            _("%(needed)d members who may judge it must be present; not so for application %(numbers)s.")
            % {"needed": meeting.round.quorum, "numbers": names},
            _("Note who else is present, or invite a member from outside."),
        )


def may_confirm(approval: Approval) -> list[Person]:
    """Those who sit in the round and stepped aside from none of what is decided."""
    ids = [pk for pk, _amount in approval.params.get("awards", [])]
    aside = Recusal.objects.filter(application__awards__in=ids).values("judge")
    judges = Judge.objects.sitting().filter(round__ref=approval.subject).exclude(pk__in=aside)
    return [judge.person for judge in judges.select_related("person", "round") if is_ready(judge)]


def _run(approval: Approval, by: Person | None, now: datetime) -> str:
    round_ = Round.objects.get(ref=approval.subject).lock()
    meeting = round_.meetings.select_for_update(no_key=True).filter(ended_at=None).first()
    awards = decided_on(round_)
    if meeting is None or [[award.pk, str(award.amount)] for award in awards] != approval.params["awards"]:
        raise Refused("marks_changed", _("What is marked has changed since this was asked."))
    _require_running(awards)
    ROUND_STATUS.require(round_.state, Round.Status.DECIDED)
    Award.objects.filter(round=round_, state=Status.MARKED).update(state=Status.DECIDED, decided_at=now)
    round_.state, round_.decided_at = Round.Status.DECIDED, now
    round_.save(update_fields=["state", "decided_at"])
    record(meeting, "confirmed" if by else "unopposed", by, now)
    meeting.ended_at = now
    meeting.save(update_fields=["ended_at"])
    return _("The awards stand. Applicants hear of them when the round is announced.")


def _stopped(approval: Approval, by: Person | None, now: datetime) -> None:
    meeting = Meeting.objects.filter(round__ref=approval.subject, ended_at=None).first()
    if meeting:
        record(meeting, "stopped", by, now, why=approval.decided_why or approval.outcome)


def _page(approval: Approval) -> str:
    return reverse("committee_meeting", args=[approval.subject])


AWARDS = ApprovalKind(
    gettext_lazy("awards of a scholarship round"), run=_run, stopped=_stopped, url=_page, people=may_confirm
)


@dataclass(frozen=True)
class Outcomes:
    """Who hears what when the round is announced."""

    awarded: list[Award]
    reserve: list[Award]
    not_awarded: list[ScholarshipApplication]


def outcomes(round_: Round) -> Outcomes:
    rows = round_.awards.select_related("application", "person")
    live = list(rows.filter(state__in=[Status.DECIDED, Status.RESERVE]))
    others = round_.applications.in_the_running().exclude(pk__in=[award.application_id for award in live])
    return Outcomes(
        awarded=[award for award in live if award.state == Status.DECIDED],
        reserve=sorted(
            (award for award in live if award.state == Status.RESERVE), key=lambda each: each.reserve or 0
        ),
        not_awarded=list(others.select_related("person")),
    )


@transaction.atomic
def announce(*, round_: Round, by: Person, now: datetime) -> Outcomes:
    """Offer what was decided and tell everybody; until now nobody outside the committee could see it."""
    round_ = round_.lock()
    ROUND_STATUS.require(round_.state, Round.Status.ANNOUNCED)
    found = outcomes(round_)
    round_.state, round_.announced_at = Round.Status.ANNOUNCED, now
    round_.save(update_fields=["state", "announced_at"])
    for award in found.awarded:
        reserve.offer(award, round_, now)
    ANNOUNCED(round_=round_, outcomes=found, by=by, now=now)
    last = round_.meetings.order_by("-pk").first()
    if last:
        record(last, "announced", by, now)
    return found


def record(meeting: Meeting, code: str, by: Person | None, now: datetime, **params: Any) -> None:
    """One act, from which the minutes are written."""
    Minute.objects.create(meeting=meeting, code=code, params=params, by=by, at=now)


def has_met(round_: Round) -> bool:
    return bool(round_.meetings.all())  # whoever looks at many rounds has fetched them together


def join_in() -> None:
    from lsscert.accounts.approval_kinds import APPROVAL_KINDS

    APPROVAL_KINDS[KIND] = AWARDS
    scoring.HAS_MET.add(has_met)
