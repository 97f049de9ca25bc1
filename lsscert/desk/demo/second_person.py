"""Acts that need two people, as the demo's desk has them: one that waits, one that was stopped."""

from datetime import datetime, timedelta

from lsscert import clock
from lsscert.accounts import approvals
from lsscert.accounts.models import Approval, Person
from lsscert.clock import programme_day
from lsscert.desk.demo.past import at
from lsscert.policy import proposals

LONG_AGO, LATELY = timedelta(days=40), timedelta(hours=3)


def ask_for_prices(*, by: Person, second: Person) -> None:
    if Approval.objects.exists():
        return
    now = clock.now()
    with at(now - LONG_AGO) as then:
        earlier = _ask("price.course_application", "1000.00", "As the board wished.", by=by, now=then)
        approvals.stop(
            approval=earlier, why="A nought too many: the board said $110.", by=second, now=then + LATELY
        )
    with at(now - LATELY) as then:
        _ask("price.renewal", "80.00", "Postage has gone up; agreed at the spring meeting.", by=by, now=then)


def _ask(key: str, value: str, note: str, *, by: Person, now: datetime) -> Approval:
    start = programme_day(now) + timedelta(days=60)
    return proposals.propose(key=key, value=value, effective_from=start, note=note, by=by, now=now)
