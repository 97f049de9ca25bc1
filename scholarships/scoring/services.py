"""What a committee does before it meets: sit, say whom one knows, score."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Membership, Person
from lsscert.clock import programme_day
from lsscert.refused import Refused
from lsscert.registry import Registry
from lsscert.text import without_unstorable
from scholarships.applying.models import ScholarshipApplication
from scholarships.funds.members import people_with
from scholarships.rounds.models import Round
from scholarships.scoring.choosing import choose
from scholarships.scoring.models import COUNTED_OF_APPLICATION, Judge, Recusal, Score, Sheet

LONGEST_COMMENT = 5000
Running = ScholarshipApplication.Status
# round → whether the committee has met, so that scores stay as they are
HAS_MET: Registry = Registry()


@transaction.atomic
def seat(*, round_: Round, now: datetime) -> int:
    """Every member of the committee sits in its organisation's round, unless they applied. Returns how many are new."""
    applied = round_.applications.exclude(state=Running.DRAFT).values("person")
    members = people_with(round_.organisation, Membership.Role.COMMITTEE).exclude(pk__in=applied)
    missing = members.exclude(judging__round=round_)
    new = Judge.objects.bulk_create(
        [Judge(round=round_, person=each, joined_at=now) for each in missing], ignore_conflicts=True
    )
    return len(new)


@transaction.atomic
def join_from_outside(*, round_: Round, person: Person, now: datetime) -> Judge:
    """Somebody invited to this round alone. Refused: judge_applied, judge_known."""
    if round_.applications.filter(person=person).exclude(state=Running.DRAFT).exists():
        raise Refused("judge_applied", _("Who applied in a round cannot judge it."))
    Membership.objects.get_or_create(
        person=person, organisation=round_.organisation, role=Membership.Role.OUTSIDE
    )
    try:
        with transaction.atomic():
            return Judge.objects.create(round=round_, person=person, outside=True, joined_at=now)
    except IntegrityError as taken:
        raise Refused("judge_known", _("This person judges the round already.")) from taken


def judge_of(round_: Round, person: Person | None) -> Judge | None:
    """The seat of somebody who still sits in the round, and did not apply in it meanwhile."""
    return Judge.objects.sitting().filter(round=round_, person=person).first() if person else None


def judges(round_: Round, person: Person) -> bool:
    return judge_of(round_, person) is not None


@transaction.atomic
def declare(*, judge: Judge, known: Iterable[int], now: datetime) -> None:
    """Whom this judge knows, by the numbers of persons. Saying it again adds; nobody is taken off the list by it.

    Refused: round_open, since those who apply afterwards would not have been asked about; scores_closed.
    """
    judge = judge.lock()
    if not is_over(judge.round, now):
        raise Refused(
            "round_open",
            _("People can still apply in this round."),
            _("Come back once its last day is over, when the list is complete."),
        )
    rows = judge.round.applications.counted().filter(person__in=list(known))
    for application in rows:
        _recuse(judge, application, "", now)
    judge.declared_at = now
    judge.save(update_fields=["declared_at"])


@transaction.atomic
def recuse(*, judge: Judge, application: ScholarshipApplication, why: str, now: datetime) -> None:
    """Recognised while reading: what this judge gave it does not count."""
    judge = judge.lock()
    _recuse(judge, application, without_unstorable(why).strip()[:300], now)


def _recuse(judge: Judge, application: ScholarshipApplication, why: str, now: datetime) -> None:
    first_time = judge.declared_at is None
    if has_met(judge.round) and not first_time:
        raise Refused(
            "scores_closed", _("The committee has met on this round."), _("Tell whoever leads the meeting.")
        )
    Recusal.objects.get_or_create(judge=judge, application=application, defaults={"why": why, "at": now})
    Sheet.objects.filter(judge=judge, application=application).delete()


def has_met(round_: Round) -> bool:
    return round_.state != Round.Status.PUBLISHED or any(look(round_) for look in HAS_MET)


def is_over(round_: Round, now: datetime) -> bool:
    """Whether nobody can apply any more."""
    return round_.closes_on is not None and programme_day(now) > round_.closes_on


def scoring_is_open(round_: Round, now: datetime) -> bool:
    """From the day after the closing day until the committee meets; a draw needs no scores."""
    return is_over(round_, now) and round_.method != Round.Method.DRAW and not has_met(round_)


def next_for(judge: Judge) -> ScholarshipApplication | None:
    """What this judge reads next, at random among those that fewest have scored."""
    rows = judge.round.applications.in_the_running()
    counted = rows.annotate(count=Count("sheets", filter=COUNTED_OF_APPLICATION))
    own = set(judge.sheets.exclude(handed_in_at=None).values_list("application", flat=True))
    recused = set(judge.recusals.values_list("application", flat=True))
    chosen = choose(
        dict(counted.values_list("pk", "count")), own=own, recused=recused, pick=secrets.SystemRandom().choice
    )
    return rows.filter(pk=chosen).first() if chosen else None


def require_may_score(judge: Judge, application: ScholarshipApplication, now: datetime) -> None:
    """Refused: not_declared, recused, not_in_the_running, scores_closed."""
    if judge.declared_at is None:
        raise Refused("not_declared", _("Say first whom of the applicants you know."))
    if judge.recusals.filter(application=application).exists():
        raise Refused("recused", _("You stepped aside from this application."))
    if application.state != Running.HANDED_IN or application.round_id != judge.round_id:
        raise Refused("not_in_the_running", _("This application is not in the running."))
    if not scoring_is_open(judge.round, now):
        raise Refused("scores_closed", _("Scores of this round are not open."))


@transaction.atomic
def save(
    *,
    judge: Judge,
    application: ScholarshipApplication,
    points: Mapping[int, int],
    comment: str,
    version: int,
    now: datetime,
    hand_in: bool = False,
) -> Sheet:
    """Keep what one judge gave, by the numbers of criteria; `hand_in` wants them all.

    Refused: as in `require_may_score`; seat_ended, stale, points_beyond, comment_too_long, points_missing.
    """
    judge = judge.lock()
    if judge.left_at:
        raise Refused("seat_ended", _("You do not judge this round any more."))
    require_may_score(judge, application, now)
    sheet = _sheet(judge, application, now)
    if sheet.version != version:
        raise Refused(
            "stale",
            _("These scores were changed elsewhere since you opened them here."),
            _("Reload to see them; your comment is still in this window until then."),
        )
    comment = without_unstorable(comment).replace("\r\n", "\n").strip()
    criteria = {each.pk for each in judge.round.criteria.all()}
    _check(points, criteria, judge.round.scale, comment)
    if (hand_in or sheet.handed_in_at) and set(points) != criteria:
        raise Refused("points_missing", _("Give points for every criterion."))
    sheet.comment, sheet.version = comment, sheet.version + 1
    if hand_in and sheet.handed_in_at is None:
        sheet.handed_in_at = now
    sheet.save()
    for criterion in criteria:
        if criterion in points:
            Score.objects.update_or_create(
                sheet=sheet, criterion_id=criterion, defaults={"points": points[criterion]}
            )
    return sheet


def _sheet(judge: Judge, application: ScholarshipApplication, now: datetime) -> Sheet:
    return Sheet.objects.get_or_create(judge=judge, application=application, defaults={"begun_at": now})[
        0
    ].lock()


def _check(points: Mapping[int, int], criteria: set[int], scale: int, comment: str) -> None:
    if not set(points) <= criteria or any(not 0 <= value <= scale for value in points.values()):
        raise Refused("points_beyond", _("Points go from 0 to %(scale)d.") % {"scale": scale})
    if len(comment) > LONGEST_COMMENT:
        raise Refused(
            "comment_too_long", _("A comment may have %(most)d characters.") % {"most": LONGEST_COMMENT}
        )


def leave_with_the_role(*, membership: Membership, by: Person, now: datetime) -> None:
    """Who leaves a committee leaves its rounds that are not decided; what they handed in still counts."""
    if membership.role in {Membership.Role.COMMITTEE, Membership.Role.OUTSIDE}:
        theirs = Judge.objects.filter(person=membership.person, round__organisation=membership.organisation)
        theirs.filter(round__state=Round.Status.PUBLISHED, left_at=None).update(left_at=now)
