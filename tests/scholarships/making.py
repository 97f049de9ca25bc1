"""Organisations, funds, rounds and applications for tests. Later steps are made through the services of their rooms."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from lsscert.accounts.models import Membership, Organisation, Person
from lsscert.money import funds
from lsscert.money.models import Fund
from scholarships.applying.models import ApplicantPost, ScholarshipApplication
from scholarships.rounds.models import Criterion, Round, RoundFund
from scholarships.scoring.models import Judge
from tests import people

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
Role = Membership.Role
Status = ScholarshipApplication.Status


def organisation(name: str = "Support Staff Division") -> Organisation:
    return Organisation.objects.get_or_create(name=name, kind=Organisation.Kind.ASSOCIATION)[0]


def member(*roles: str, of: Organisation | None = None, name: str = "Connie Committee") -> Person:
    """Somebody with these roles in an organisation, judging applications unless said."""
    someone = people.person(name)
    for role in roles or (Role.COMMITTEE,):
        Membership.objects.create(person=someone, organisation=of or organisation(), role=role)
    return someone


def fund(
    amount: Decimal | int = 1000, *, of: Organisation | None = None, name: str = "General Fund", **said: Any
) -> Fund:
    """A fund with a gift in it."""
    by = member(Role.TREASURER, of=of, name="Tina Treasurer")
    made = funds.open_fund(
        organisation=of or organisation(),
        name=name,
        restricted_to=said.get("restricted_to", ""),
        by=by,
        now=NOW,
    )
    if amount:
        funds.receive_gift(
            fund=made,
            amount=Decimal(amount),
            who="A friend of libraries",
            reference="G-1",
            on=TODAY,
            by=by,
            now=NOW,
        )
    return made


def round_(*, draws_on: Fund | None = None, limit: Decimal | int = 1000, **said: Any) -> Round:
    """Published and open on TODAY: five awards of $200 by merit, with one criterion, on a fund of $1,000."""
    draws_on = draws_on or fund(limit)
    facts: dict[str, Any] = {
        "organisation": draws_on.organisation,
        "title": "Help with the enrolment fee",
        "opens_on": TODAY - timedelta(days=20),
        "closes_on": TODAY + timedelta(days=20),
        "news_by": TODAY + timedelta(days=40),
        "places": 5,
        "amount": Decimal(200),
        "state": Round.Status.PUBLISHED,
        "published_at": NOW - timedelta(days=30),
        "made_at": NOW - timedelta(days=30),
    }
    made = Round.objects.create(**facts | said)
    RoundFund.objects.create(round=made, fund=draws_on, limit=limit)
    Criterion.objects.create(round=made, title="What it would change", weight=1, position=1)
    return made


def application(round_: Round, someone: Person | None = None, **said: Any) -> ScholarshipApplication:
    """Handed in and in the running, with three years of paid full-time work in Oregon."""
    someone = someone or people.person("Ana Applicant")
    highest = ScholarshipApplication.objects.filter(round=round_).order_by("-number").first()
    facts: dict[str, Any] = {
        "state": Status.HANDED_IN,
        "number": (highest.number or 0) + 1 if highest else 1,
        "member_number": "SSD-100",
        "education": ScholarshipApplication.Education.DIPLOMA,
        "region": "Oregon",
        "asked": round_.amount,
        "begun_at": NOW,
        "handed_in_at": NOW,
    }
    made = ScholarshipApplication.objects.create(round=round_, person=someone, **facts | said)
    ApplicantPost.objects.create(
        application=made,
        library="Cedar Valley Library",
        title="Circulation assistant",
        region="Oregon",
        starts=date(2023, 3, 1),
        hours_per_week=Decimal(35),
        weeks_per_year=Decimal(52),
    )
    return made


def judge(round_: Round, someone: Person | None = None, *, declared: bool = True, **said: Any) -> Judge:
    """A member of the committee who has said whom they know."""
    someone = someone or member(of=round_.organisation)
    declared_at = NOW if declared else None
    return Judge.objects.create(round=round_, person=someone, joined_at=NOW, declared_at=declared_at, **said)
