"""What a page says of appealing a decision."""

from dataclasses import dataclass
from datetime import date, datetime

from candidates.appeals import clocks
from candidates.appeals.figures import days_on
from candidates.appeals.kinds import decided
from candidates.appeals.models import STATUS, Appeal
from candidates.journey.models import Candidacy
from lsscert.clock import programme_day
from lsscert.states import State


@dataclass(frozen=True)
class Offer:
    """Either an appeal that is there, or until when one can be made. `notice_by` None: no clock runs yet."""

    kind: str
    ref: str
    appeal: Appeal | None
    open: bool
    notice_by: date | None

    @property
    def info(self) -> State | None:
        return STATUS[self.appeal.state] if self.appeal else None


def offer(candidacy: Candidacy, kind: str, ref: str, now: datetime) -> Offer | None:
    found = decided(candidacy, kind, ref)
    if found is None:
        return None
    appeal = Appeal.objects.filter(candidacy=candidacy, kind=kind, ref_of_decision=ref).first()
    days = days_on(found.decided_on)
    received = clocks.received_on(found.opened_at, found.letter_delivered_at, days)
    last = clocks.notice_due(received, days) if received else None
    in_time = last is None or programme_day(now) <= last
    free = appeal is None or appeal.state in {Appeal.Status.WITHDRAWN, Appeal.Status.SENT_BACK}
    return Offer(kind, ref, appeal, open=found.open and in_time and free, notice_by=last)
