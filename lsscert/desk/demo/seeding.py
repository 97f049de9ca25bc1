"""Fills an empty house with demo people. Running it again adds only who is missing."""

from datetime import timedelta
from io import StringIO

from django.core.management import call_command

from lsscert import clock
from lsscert.accounts.models import Person
from lsscert.desk.demo import (
    office,
    portfolio_stories,
    reviewers,
    scholarships,
    second_person,
    sponsors,
)
from lsscert.desk.demo.past import letters_have_arrived, morning_of
from lsscert.desk.demo.people import MAIN, OTHERS, hashed_password, settle_in
from lsscert.desk.demo.stories import STORIES
from lsscert.desk.demo.story import Story
from lsscert.files import services as files


def seed() -> dict[str, Person]:
    """The demo people by their addresses. One transaction: everybody with their past, or nobody."""
    call_command("load_courses", demo=True, stdout=StringIO())
    call_command("load_calibration", stdout=StringIO())
    with files.together():
        people = _settle_everybody()
        _live_through_everything(people)
        letters_have_arrived()
    return people


def _settle_everybody() -> dict[str, Person]:
    hashed, today, people = hashed_password(), clock.today(), {}
    for each in (*MAIN, *OTHERS):
        joined = morning_of(today - timedelta(days=each.joined))
        people[each.email], _new = settle_in(each, hashed=hashed, joined=joined)
    return people


def _live_through_everything(people: dict[str, Person]) -> None:
    staff, today = people["staff@demo.test"], clock.today()
    office.receive_a_message(today=today)
    office.supply_texts()
    second_person.ask_for_prices(by=staff, second=people["staff2@demo.test"])
    office.lengthen_approvals(today=today, by=staff)
    portfolio_stories.suggest_assignments()
    reviewers.live(people, today=today)
    for email, live in STORIES.items():
        if not people[email].candidacies.exists():
            live(Story(person=people[email], staff=staff, today=today))
    sponsors.live(people, today=today)
    portfolio_stories.live(people, today=today)
    scholarships.live(people, today=today)
