"""Announced rounds with awards, as after a meeting."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from lsscert.accounts.models import Person
from lsscert.money.models import Fund
from scholarships.awarding.holding import Part, hold
from scholarships.awarding.models import Award
from scholarships.awarding.reserve import offer
from scholarships.rounds.models import Round
from tests import people
from tests.scholarships import making
from tests.scholarships.making import NOW

Status = Award.Status


def announced(**said: Any) -> Round:
    """A conference round of one place of $200 on a fund of $1,000."""
    known = Fund.objects.count()
    said.setdefault("draws_on", making.fund(name=f"Fund {known + 1}"))
    facts = {"purpose": Round.Purpose.CONFERENCE, "places": 1, "partial": True} | said
    return making.round_(state=Round.Status.ANNOUNCED, announced_at=NOW, **facts)


def offered(
    round_: Round, name: str = "Olive Offered", amount: int = 200, parts: list[Part] | None = None
) -> Award:
    someone = people.person(name)
    row = making.application(round_, someone)
    fund = round_.draws_on.first().fund
    award = hold(application=row, parts=parts or [Part(fund, Decimal(amount))], by=None, now=NOW)
    return offer(award, Round.objects.get(pk=round_.pk), NOW)


def waiting(round_: Round, name: str = "Rita Reserve") -> Award:
    row = making.application(round_, people.person(name))
    place = round_.awards.filter(state=Status.RESERVE).count() + 1
    return Award.objects.create(
        application=row,
        round=round_,
        person=row.person,
        state=Status.RESERVE,
        amount=round_.amount,
        reserve=place,
        marked_at=NOW,
    )


def treasurer(round_: Round) -> Person:
    return making.member(making.Role.TREASURER, of=round_.organisation, name="Theo Treasurer")


LAST_SECOND: datetime = (NOW + timedelta(days=15)).replace(hour=4, minute=59, second=59)
"""Of the last day to accept what was offered NOW, in Chicago."""
