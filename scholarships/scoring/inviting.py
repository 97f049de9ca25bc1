"""Members from outside: a link that seats somebody in one round."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lsscert.accounts import links
from lsscert.accounts.models import Link, Person
from lsscert.letters import services as letters
from lsscert.refused import Refused
from lsscert.text import without_unstorable
from scholarships.rounds.models import Round
from scholarships.scoring import services
from scholarships.scoring.models import Judge

INVITATION = "scholarship_judge"
DAYS = 30


@transaction.atomic
def invite(*, round_: Round, address: str, by: Person, now: datetime) -> Link:
    """Refused: judge_known, round_decided."""
    address = address.lower()
    if round_.judges.filter(person__email=address, left_at=None).exists():
        raise Refused("judge_known", _("This person judges the round already."))
    if services.has_met(round_) and round_.state != Round.Status.PUBLISHED:
        raise Refused("round_decided", _("This round is decided."))
    links.revoke(kind=INVITATION, subject=f"{round_.ref}:{address}"[:80])
    link, url = links.make(
        kind=INVITATION, subject=f"{round_.ref}:{address}"[:80], address=address, days=DAYS, now=now, by=by
    )
    letters.write_to_address(
        kind="scholarship_judge_invited",
        occasion=link.ref,
        address=address,
        secret=True,
        round=round_,
        by=by,
        link=url,
        days=DAYS,
    )
    return link


def round_of(link: Link) -> Round | None:
    ref = link.subject.partition(":")[0]
    return Round.objects.filter(ref=ref).select_related("organisation").first()


@transaction.atomic
def accept(*, link: Link, by: Person, now: datetime) -> Judge | None:
    """None when the link was used up a moment ago. Refused: judge_applied, judge_known."""
    round_ = round_of(link)
    if round_ is None or not links.consume(link, now=now):
        return None
    return services.join_from_outside(round_=round_, person=by, now=now)


@transaction.atomic
def end_seat(*, judge: Judge, why: str, by: Person, now: datetime) -> Judge:
    """By who runs the round. What was handed in is kept; while others still score it does not count any more, so that
    whoever comes instead starts with what fewest have scored. Once the committee has met, scores stay as it saw them.

    Refused: why_missing, round_decided, seat_ended.
    """
    why = without_unstorable(why).strip()[:300]
    if not why:
        raise Refused("why_missing", _("Say why; the committee reads it in the minutes."))
    round_ = judge.round.lock()
    judge = judge.lock()
    if round_.state != Round.Status.PUBLISHED:
        raise Refused("round_decided", _("This round is decided."))
    if judge.left_at:
        raise Refused("seat_ended", _("Their seat has ended already."))
    judge.left_at, judge.left_why, judge.scores_count = now, why, services.has_met(round_)
    judge.save(update_fields=["left_at", "left_why", "scores_count"])
    judge.sheets.filter(handed_in_at=None).delete()
    return judge
