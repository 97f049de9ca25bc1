"""The demo's organisations that give help: who acts for them, what their funds hold, their rounds."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from lsscert.accounts.models import Membership, Organisation, Person
from lsscert.desk.demo import draws
from lsscert.desk.demo.money_stories import division
from lsscert.desk.demo.paper import proof
from lsscert.desk.demo.past import at, morning_of
from lsscert.desk.demo.people import WORKSHOPS
from lsscert.desk.demo.rounds import Telling
from lsscert.money import funds
from lsscert.money.models import Fund
from scholarships.awarding.models import Award
from scholarships.following import claiming
from scholarships.following import services as following
from scholarships.funds import roll
from scholarships.rounds.copying import copy
from scholarships.rounds.models import Round

ROUND_TABLE = "LSSIRT"
FOUNDING_GIFT, CONFERENCE_FUND, TRAVEL_FUND = "Founding gift", "Conference Fund", "Travel Fund"
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
    gift = _fund(ours, FOUNDING_GIFT, 1000, "A founding member", for_fees, by=treasurer, today=today, ago=400)
    trips = _fund(ours, CONFERENCE_FUND, 600, "Spring raffle", "", by=treasurer, today=today, ago=250)
    general = _fund(others, "General Fund", 875, "Membership dues", "", by=organiser, today=today, ago=300)
    numbers = [(f"SSD-{number}", None) for number in range(1001, 1061)]
    roll.replace(organisation=ours, numbers=numbers)
    telling = Telling(people["committee1@demo.test"], today)
    draws.live(others, general, organiser, today=today)
    _conference(telling, ours, trips, people)
    travel = _fund(ours, TRAVEL_FUND, 300, "Book sale", "", by=treasurer, today=today, ago=200)
    _to_decide(telling, ours, trips, travel, people)
    _fees(telling, ours, gift, people)


def _conference(telling: Telling, ours: Organisation, fund: Fund, people: Mapping[str, Person]) -> None:
    """Announced: one award waits to be accepted, one is accepted and its report is due, one waits in reserve."""
    made = telling.compose(
        ours,
        110,
        limits={fund: 400},
        title="To the spring conference",
        purpose=Round.Purpose.CONFERENCE,
        summary="Two days of the spring conference: the fee, a bed and the way there.",
        opens_on=100,
        closes_on=60,
        news_by=-20,
        places=2,
        amount=Decimal(200),
        report_due_on=-120,
        accept_days=21,
        references=1,
    )
    rows = [
        telling.apply(made, people[f"{name}@demo.test"], ago)
        for name, ago in (("daniel", 80), ("rosa", 75), ("marcus", 70), ("june", 65))
    ]
    telling.recommend(rows[0], 78, by="Rita Reader", email="rita@demo.test")
    judges = telling.score(made, 40, points=((4, 3), (3, 4), (5, 2)))
    telling.meet(made, 10, judges, awarded=rows[:2], reserve=rows[2:3])
    with telling.at(5) as now:
        award = following.accept(award=made.awards.get(application=rows[1]), by=rows[1].person, now=now)
    with telling.at(3) as now:  # next year's, which nobody sees yet
        copy(round_=made, by=telling.organiser, now=now)
    _proofs(telling, award)


def _proofs(telling: Telling, award: Award) -> None:
    """Both proofs are here; the treasurer is to look at them."""
    day = telling.day(3)
    name = award.person.name
    done = proof(
        name=name, course="The spring conference", provider="Support Staff Division", completed_on=day
    )
    paid = proof(name=name, course="Conference fee, $180.00", provider="Receipt", completed_on=day)
    shown = claiming.Shown(spent={None: Decimal(180)}, completed_on=day, completion=done, payment=paid)
    with telling.at(2) as now:
        claiming.send(award=award, shown=shown, by=award.person, now=now)


def _to_decide(
    telling: Telling, ours: Organisation, trips: Fund, travel: Fund, people: Mapping[str, Person]
) -> None:
    """Closed; two of three have scored, so that it can meet: three awards, whole or in part, from two funds."""
    made = telling.compose(
        ours,
        60,
        limits={trips: 200, travel: 300},
        title="To the autumn workshops",
        purpose=Round.Purpose.CONFERENCE,
        summary="A day of workshops: the fee, the way there and a meal.",
        opens_on=50,
        closes_on=9,
        news_by=-10,
        places=3,
        amount=Decimal(165),
        partial=True,
        budget=True,
        report_due_on=-200,
    )
    for number, name in enumerate(WORKSHOPS):
        someone = people[f"{name.replace(' ', '.').lower()}@demo.test"]
        costs = [("Meals", Decimal(45), Decimal(45)), ("Train", Decimal(60), Decimal(60))]
        if number % 2:
            costs.append(("Registration", Decimal(60), Decimal(60)))
        asked = sum((line[2] for line in costs), Decimal(0))
        telling.apply(made, someone, 40 - number, costs=costs, asked=asked)
    telling.score(made, 3, points=((4, 3), (3, 4)))


def _fees(telling: Telling, ours: Organisation, fund: Fund, people: Mapping[str, Person]) -> None:
    """The founding round's rules, open now: one handed in, one to be checked, one not eligible, two being written."""
    made = telling.compose(
        ours,
        20,
        limits={fund: 1000},
        title="Help with the enrolment fee",
        purpose=Round.Purpose.FEE,
        summary="Five awards of $200 toward the fee of $350, for members of the division. You pay the rest.",
        opens_on=14,
        closes_on=-30,
        news_by=-60,
        places=5,
        amount=Decimal(200),
        rules=[
            {"rule": "member"},
            {"rule": "education"},
            {"rule": "hours", "hours": 1820},
            {"rule": "employed", "region": "Oregon", "years": 3},
        ],
        report_due_on=-400,
    )
    telling.apply(made, people["eli@demo.test"], 6)
    telling.apply(made, people["tessa@demo.test"], 4, education="none", member_number="SSD-1043")
    telling.enter(made, "Pearl Hutchins", 3, by=people["staff@demo.test"])
    telling.begin(made, people["hannah@demo.test"], 2)
    telling.write(made, people["candidate@demo.test"], 1)
    short = telling.apply(made, people["june@demo.test"], 5, education="none", member_number="SSD-1044")
    telling.refuse(short, 3, rule="education", words="No diploma or GED is stated. A GED counts as well.")


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
