"""The demo's reviewers: one near the cap, one ready, one away, one who has not passed the training."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pghistory

from candidates.portfolios.models import MustNotJudge, Reviewer
from candidates.portfolios.reviewers import inviting, profile, qualifying, roles, training
from competencies.standard.models import CompetencySet
from lsscert.accounts.models import Person
from lsscert.desk.demo import paper
from lsscert.desk.demo.past import at, morning_of

EVERYTHING = ("FLS", "COM", "TEC", "ACC", "ARA", "CAT", "COL", "REF", "SUP", "YOU")


@dataclass(frozen=True)
class Told:
    """`back_in` counts days from today; `tries` are the ratings of each attempt at the training, right or wrong."""

    email: str
    employer: str
    resume: str
    joined: int
    sets: tuple[str, ...] = ()
    cap: int | None = None
    back_in: int | None = None
    must_not_judge: tuple[tuple[str, str], ...] = ()
    tries: tuple[bool, ...] = (True,)
    has_file: bool = False


TOLD = (
    Told(
        "reviewer1@demo.test",
        "Harbor State University Library",
        "Head of public services for eleven years; teaches “Technology in libraries” at a community college.",
        680,
        sets=("TEC", "COM", "ACC", "REF", "YOU"),
        cap=5,
        must_not_judge=(("employer", "Alder County Library District"), ("person", "Nadia Brooks")),
        tries=(False, True),
        has_file=True,
    ),
    Told(
        "reviewer2@demo.test",
        "Northfield Community College",
        "Coordinates a library technician programme. MLS 2006.",
        640,
        sets=EVERYTHING,
        must_not_judge=(("employer", "Fern Ridge Pub. Lib."),),
    ),
    Told(
        "reviewer3@demo.test",
        "Lakeshore Regional Library System",
        "Children's librarian, then manager of four branches.",
        590,
        sets=("YOU", "SUP", "COM", "TEC", "FLS"),
        back_in=21,
    ),
    Told(
        "reviewer4@demo.test",
        "Granite Falls School District",
        "School librarian since 2015.",
        25,
        sets=("YOU", "TEC"),
        tries=(False,),
    ),
)


def live(people: Mapping[str, Person], *, today: date) -> None:
    staff = people["staff@demo.test"]
    for told in TOLD:
        person = people[told.email]
        if not Reviewer.objects.filter(person=person).exists():
            _become_reviewer(told, person, staff, today)
    with _at(today - timedelta(days=3), staff) as now:
        if not inviting.unused().exists():
            inviting.invite(
                address="librarian@demo.test",
                words="We met at the conference in spring; your knowledge of cataloging would help us.",
                by=staff,
                now=now,
            )


def _become_reviewer(told: Told, person: Person, staff: Person, today: date) -> None:
    with _at(today - timedelta(days=told.joined), person) as now:
        reviewer = roles.join(person=person, invited_by=staff, now=now)
        reviewer = profile.save(
            reviewer=reviewer,
            seen=reviewer.version,
            employer=told.employer,
            resume=told.resume,
            yearly_cap=told.cap,
            available=True,
            away_until=today + timedelta(days=told.back_in) if told.back_in else None,
            resume_file=paper.resume(name=person.name, employer=told.employer) if told.has_file else None,
            by=person,
            now=now,
        )
        for kind, name in told.must_not_judge:
            profile.add_to_list(
                reviewer=reviewer, kind=MustNotJudge.Kind(kind), name=name, by=person, now=now
            )
    for number, well in enumerate(told.tries, 1):
        _train(reviewer, person, today - timedelta(days=told.joined - number), well)
    with _at(today - timedelta(days=told.joined - 4), staff) as now:
        for chosen in CompetencySet.objects.filter(code__in=told.sets).order_by("pk"):
            qualifying.grant(reviewer=reviewer, chosen=chosen, by=staff, now=now)


def _train(reviewer: Reviewer, person: Person, day: date, well: bool) -> None:
    """As the key says, or everything Met, as beginners rate."""
    with _at(day, person) as now:
        attempt = training.begin(reviewer=reviewer, by=person, now=now)
        key = training.key_of(attempt.calibration)
        ratings = {each.number: {"rating": each.rating if well else "met", "comment": ""} for each in key}
        training.hand_in(attempt=attempt, seen=attempt.version, ratings=ratings, by=person, now=now)


@contextmanager
def _at(day: date, by: Person) -> Iterator[datetime]:
    """That day's morning, as done by that person."""
    with at(morning_of(day)) as now, pghistory.context(user=by.user_id):
        yield now
