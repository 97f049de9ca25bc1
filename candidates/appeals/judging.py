"""Who judges an appeal, and what they say: the committee first, then the second body."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.appeals import clocks, steps
from candidates.appeals.figures import days_on
from candidates.appeals.kinds import decided
from candidates.appeals.models import STATUS, Appeal
from candidates.journey import services as journey
from lsscert.accounts.models import Membership, Person
from lsscert.clock import programme_day
from lsscert.refused import Refused

Status = Appeal.Status


@transaction.atomic
def answer(
    *,
    appeal: Appeal,
    followed: bool,
    fair: bool,
    words: str,
    by: Person,
    now: datetime,
    seen: int | None = None,
) -> Appeal:
    """The committee's answer: it stands only when the procedure was followed and it was fair.

    Refused: took_part, stale, words_missing, too_long, move_not_allowed.
    """
    appeal = _to_judge(appeal, by, seen)
    said: dict[str, Any] = {
        "followed": followed,
        "fair": fair,
        "answer": _why(words),
        "answered_by": by,
        "answered_at": now,
    }
    if followed and fair:
        due = clocks.notice_due(programme_day(now), days_on(appeal.received_on))
        STATUS.move(appeal, Status.ANSWERED, due_on=due, **said)
        journey.note(appeal.candidacy, "appeal_answered", by=by, now=now, title=appeal.title, due=due)
        steps.tell(appeal, "answered", due=due)
    else:
        steps.send_back(appeal, by=by, now=now, **said)
    return appeal


@transaction.atomic
def decide(
    *, appeal: Appeal, stands: bool, words: str, by: Person, now: datetime, seen: int | None = None
) -> Appeal:
    """The second body's word is final. Refused: took_part, stale, words_missing, too_long, move_not_allowed."""
    appeal = _to_judge(appeal, by, seen)
    said = {"second_answer": _why(words), "second_by": by}
    if appeal.state != Status.SECOND:
        STATUS.require(appeal.state, Status.SECOND)
    if stands:
        steps.uphold(appeal, by=by, now=now, **said)
    else:
        steps.send_back(appeal, by=by, now=now, **said)
    return appeal


def judges_of(appeal: Appeal) -> Any:
    """Staff who took no part in the decision, and for the second body none of the first."""
    found = decided(appeal.candidacy, appeal.kind, appeal.ref_of_decision)
    apart = {appeal.candidacy.person_id, *(found.excluded if found else ())}
    if appeal.state == Status.SECOND and appeal.answered_by_id:
        apart.add(appeal.answered_by_id)
    office = Person.objects.filter(
        Q(user=None) | Q(user__is_active=True),
        pk__in=Membership.objects.filter(role=Membership.Role.STAFF).order_by().values("person"),
        merged_into=None,
    )
    return office.exclude(pk__in=apart).order_by("pk")


def may_judge(person: Person, appeal: Appeal) -> bool:
    return judges_of(appeal).filter(pk=person.pk).exists()


def require_may_judge(appeal: Appeal, by: Person) -> None:
    if not may_judge(by, appeal):
        raise Refused(
            "took_part",
            _("An appeal is judged by people who took no part in what is appealed."),
            _("Ask somebody else in the office."),
        )


def _to_judge(appeal: Appeal, by: Person, seen: int | None) -> Appeal:
    appeal = steps.locked(appeal)
    require_may_judge(appeal, by)
    steps.require_seen(appeal, seen)
    return appeal


def _why(words: str) -> str:
    if not words.strip():
        raise Refused("words_missing", _("The candidate must read why."), _("Write it in a few sentences."))
    return steps.fitting(words)
