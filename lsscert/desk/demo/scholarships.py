"""The demo's organisations that give help: who acts for them, and what their funds hold."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from lsscert.accounts.models import Membership, Organisation, Person
from lsscert.desk.demo.money_stories import division
from lsscert.desk.demo.past import at, morning_of
from lsscert.money import funds
from lsscert.money.models import Fund

ROUND_TABLE = "LSSIRT"
FOUNDING_GIFT, CONFERENCE_FUND = "Founding gift", "Conference Fund"
Role = Membership.Role
OF_DIVISION = {
    "committee1@demo.test": (Role.ORGANISER, Role.COMMITTEE),
    "committee2@demo.test": (Role.TREASURER, Role.COMMITTEE),
    "committee3@demo.test": (Role.COMMITTEE,),
}
OF_ROUND_TABLE = {"lssirt@demo.test": (Role.ORGANISER, Role.TREASURER)}


def live(people: Mapping[str, Person], *, today: date) -> None:
    """Running again changes nothing."""
    ours, others = division(), _round_table()
    _join(ours, OF_DIVISION, people)
    _join(others, OF_ROUND_TABLE, people)
    if Fund.objects.exists():
        return
    treasurer, organiser = people["committee2@demo.test"], people["lssirt@demo.test"]
    for_fees = "Enrolment fees of members of the division"
    _fund(ours, FOUNDING_GIFT, 1000, "A founding member", for_fees, by=treasurer, today=today, ago=400)
    _fund(ours, CONFERENCE_FUND, 600, "Spring raffle", "", by=treasurer, today=today, ago=250)
    _fund(others, "General Fund", 875, "Membership dues", "", by=organiser, today=today, ago=300)


def _round_table() -> Organisation:
    return Organisation.objects.get_or_create(name=ROUND_TABLE, kind=Organisation.Kind.ASSOCIATION)[0]


def _join(
    organisation: Organisation, roles: Mapping[str, tuple[Role, ...]], people: Mapping[str, Person]
) -> None:
    for email, theirs in roles.items():
        for role in theirs:
            Membership.objects.get_or_create(person=people[email], organisation=organisation, role=role)


def _fund(
    organisation: Organisation,
    name: str,
    dollars: int,
    giver: str,
    restricted_to: str,
    *,
    by: Person,
    today: date,
    ago: int,
) -> Fund:
    """Opened by a gift."""
    day = today - timedelta(days=ago)
    with at(morning_of(day)) as now:
        fund = funds.open_fund(
            organisation=organisation, name=name, restricted_to=restricted_to, by=by, now=now
        )
        funds.receive_gift(
            fund=fund,
            amount=Decimal(dollars),
            who=giver,
            reference="",
            on=day,
            by=by,
            now=now,
        )
    return fund
