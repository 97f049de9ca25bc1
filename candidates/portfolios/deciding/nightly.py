"""What happens by itself with decisions, each in a transaction of its own so that one cannot keep the others."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from candidates.portfolios.deciding import rounds, services, waiting
from candidates.portfolios.models import Decision
from lsscert.clock import programme_day
from lsscert.refused import Refused

log = logging.getLogger(__name__)


def release_what_is_due(now: datetime) -> int:
    def tell(decision: Any) -> None:
        services.release(decision=decision, by=None, now=now)

    return _each(waiting.due_by_themselves(programme_day(now)).order_by("pk"), tell)


def settle_what_was_received(now: datetime) -> int:
    @transaction.atomic
    def settle(decision: Decision) -> None:
        services.settle_due(services.locked(decision), now)

    return _each(waiting.to_settle().order_by("pk"), settle)


def take_what_was_missed(now: datetime) -> int:
    def take(portfolio: Any) -> None:
        rounds.take_as_missed(portfolio=portfolio, now=now)

    return _each(waiting.missed(programme_day(now)).order_by("pk"), take)


def _each(rows: Iterable[Any], act: Callable[[Any], None]) -> int:
    done = 0
    for row in list(rows):
        try:
            act(row)
        except Refused as no:  # somebody changed it meanwhile, or it must wait
            log.info("left for later: %s %s", row.ref, no.code)
        else:
            done += 1
    return done
