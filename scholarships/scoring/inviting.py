"""Members from outside: a link that seats somebody in one round."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lsscert.accounts import links
from lsscert.accounts.models import Link, Person
from lsscert.letters import services as letters
from lsscert.refused import Refused
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
def leave(*, judge: Judge, by: Person, now: datetime) -> None:
    """Scores that were handed in stay; what was not is nobody's."""
    judge = judge.lock()
    judge.left_at = now
    judge.save(update_fields=["left_at"])
    judge.sheets.filter(handed_in_at=None).delete()
