"""A round of the demo that was decided by a draw which anybody can check, and one whose entries are fixed."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from lsscert.accounts.models import Organisation, Person
from lsscert.desk.demo.past import at, morning_of
from lsscert.money.models import Fund
from scholarships.applying.models import ApplicantPost, ScholarshipApplication
from scholarships.awarding import draw_services, holding, reserve
from scholarships.awarding.drawing import number_of
from scholarships.rounds.models import Round, RoundFund

TITLE = "Enrolment awards by draw"
AMOUNT = Decimal(175)
APPLICANTS = (
    "Amara Nwosu", "Beth Carlisle", "Carlos Pinto", "Dena Whitehorse", "Emil Sorensen", "Farah Aziz",
    "Gus Hollander", "Hoa Tran", "Ines Duarte", "Jack Pellerin", "Kiri Tamatea", "Lou Abernathy",
)  # fmt: skip


def live(organisation: Organisation, fund: Fund, organiser: Person, *, today: date) -> None:
    """Five awards of the fund in two rounds. Those who apply have no account here."""
    applicants = [_somebody(name) for name in APPLICANTS]
    first = _round(organisation, fund, organiser, today - timedelta(days=75), places=3, title=TITLE)
    _apply(first, applicants, helped=(3, 8))
    _draw(first, organiser, ago=40, today=today)
    _announce(first, today - timedelta(days=30))
    title = f"{TITLE}, second round"
    second = _round(organisation, fund, organiser, today - timedelta(days=40), places=2, title=title)
    _apply(second, applicants[4:], helped=(5,))
    with at(morning_of(today - timedelta(days=2))) as now:
        draw_services.fix(round_=second, by=organiser, now=now)


def _somebody(name: str) -> Person:
    email = f"{name.replace(' ', '.').lower()}@demo.test"
    return Person.objects.get_or_create(email=email, defaults={"name": name})[0]


def _round(
    organisation: Organisation, fund: Fund, organiser: Person, opens_on: date, *, places: int, title: str
) -> Round:
    """Open for four weeks."""
    now = morning_of(opens_on - timedelta(days=10))
    closes_on = opens_on + timedelta(days=28)
    row = Round.objects.create(
        organisation=organisation,
        title=title,
        summary="Help with the enrolment fee for people who work in a library, drawn among all who may apply.",
        opens_on=opens_on,
        closes_on=closes_on,
        news_by=closes_on + timedelta(days=21),
        places=places,
        amount=AMOUNT,
        method=Round.Method.DRAW,
        helped_first=True,
        outside_number="The evening numbers of a public lottery (demonstration), ten days after the last day to apply",
        state=Round.Status.PUBLISHED,
        made_by=organiser,
        made_at=now,
        published_at=now,
    )
    RoundFund.objects.create(round=row, fund=fund, limit=places * AMOUNT)
    return row


def _apply(row: Round, applicants: list[Person], *, helped: tuple[int, ...]) -> None:
    assert row.opens_on is not None
    for number, person in enumerate(applicants, start=1):
        now = morning_of(row.opens_on + timedelta(days=number))
        application = ScholarshipApplication.objects.create(
            round=row,
            person=person,
            state=ScholarshipApplication.Status.HANDED_IN,
            number=number,
            education=ScholarshipApplication.Education.DIPLOMA,
            region="Oregon",
            asked=AMOUNT,
            helped_before=number in helped,
            begun_at=now,
            handed_in_at=now,
        )
        ApplicantPost.objects.create(
            application=application,
            library="Alder County Library District",
            region="Oregon",
            starts=row.opens_on - timedelta(days=900),
            hours_per_week=Decimal(30),
        )


def _draw(row: Round, organiser: Person, *, ago: int, today: date) -> None:
    with at(morning_of(today - timedelta(days=ago + 5))) as now:
        draw_services.fix(round_=row, by=organiser, now=now)
    with at(morning_of(today - timedelta(days=ago))) as now:
        draw_services.draw(
            round_=row, outside_number="07 – 19 – 23 – 31 – 40, Bonus 4", by=organiser, now=now
        )


def _announce(row: Round, day: date) -> None:
    """The first ones are offered an award, two wait in reserve, in the order that was drawn."""
    made = draw_services.draw_of(row)
    assert made is not None
    with at(morning_of(day)) as now:
        for rank, code in enumerate(made.order[: row.places + 2], start=1):
            application = row.applications.get(number=number_of(code))
            if rank > row.places:
                reserve.put(application=application, by=None, now=now)
            else:
                _offer(row, application, rank, now)
        Round.objects.filter(pk=row.pk).update(state=Round.Status.ANNOUNCED, decided_at=now, announced_at=now)


def _offer(row: Round, application: ScholarshipApplication, rank: int, now: datetime) -> None:
    parts = holding.parts_for(row, AMOUNT)
    award = holding.hold(application=application, parts=parts, by=None, now=now, rank=rank)
    reserve.offer(award, row, now)
