"""What became of one candidate: dates and outcome, by chance alone."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from candidates.journey.models import Candidacy
from lsscert.dates import years_later

Status = Candidacy.Status
REQUIRED = 3
"""The first sets of the standard; as many electives are chosen of the others."""
SETS = 10
SHARES = (
    (Status.SUBMITTED, 0.03),
    (Status.ACCEPTED, 0.02),
    (Status.ACTIVE, 0.45),
    (Status.CERTIFIED, 0.27),
    (Status.LAPSED, 0.13),
    (Status.NOT_ELIGIBLE, 0.06),
    (Status.WITHDRAWN, 0.04),
)


@dataclass(slots=True)
class Course:
    """A completion: of which set's course, when, and what the office made of it ("" while it waits)."""

    set: int
    completed_on: date
    answer: str = "verified"


@dataclass(slots=True)
class Life:
    state: str
    applied_on: date
    accepted_on: date | None = None
    settled_on: date | None = None
    active_since: date | None = None
    deadline: date | None = None
    closed_on: date | None = None
    electives: list[int] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)
    asked_on: date | None = None
    issued_on: date | None = None


def days(rng: Random, least: int, most: int) -> timedelta:
    return timedelta(days=rng.randint(least, most))


def decide(rng: Random, today: date, years_to_finish: int) -> Life:
    (state,) = rng.choices([state for state, _share in SHARES], [share for _state, share in SHARES])
    if state == Status.SUBMITTED:
        return _paid(rng, Life(state, today - days(rng, 1, 28)), 0.4, today)
    if state == Status.ACCEPTED:
        life = Life(state, today - days(rng, 20, 60))
        return _accepted(life, life.applied_on + days(rng, 6, 18), years_to_finish)
    if state == Status.ACTIVE:
        return _active(rng, today, years_to_finish)
    if state == Status.CERTIFIED:
        return _certified(rng, today, years_to_finish)
    if state == Status.LAPSED:
        return _lapsed(rng, today, years_to_finish)
    life = Life(state, today - days(rng, 60, 2500))
    life.closed_on = life.applied_on + days(rng, 20, 40)
    return _paid(rng, life, 0.5 if state == Status.NOT_ELIGIBLE else 0.0, today)


def _paid(rng: Random, life: Life, share: float, today: date) -> Life:
    if rng.random() < share:
        life.settled_on = min(life.applied_on + days(rng, 0, 18), today)
    return life


def _accepted(life: Life, accepted_on: date, years: int) -> Life:
    life.accepted_on, life.deadline = accepted_on, years_later(accepted_on, years)
    return life


def _begun(rng: Random, state: str, accepted_on: date, years: int) -> Life:
    """Accepted and paid, some before and some after, with electives chosen."""
    life = _accepted(Life(state, accepted_on - days(rng, 5, 25)), accepted_on, years)
    life.settled_on = life.applied_on + days(rng, 0, 30)
    life.active_since = max(accepted_on, life.settled_on)
    life.electives = sorted(rng.sample(range(REQUIRED, SETS), 3))
    return life


def _active(rng: Random, today: date, years: int) -> Life:
    age = rng.randint(40, 1400)
    life = _begun(rng, Status.ACTIVE, today - timedelta(days=age), years)
    done = min(6, int(age / 230 * rng.uniform(0.3, 1.3)))
    _courses(rng, life, done, today - timedelta(days=9))
    if done == 6 and rng.random() < 0.15:
        life.asked_on = today - days(rng, 0, 6)
    elif done < 6 and rng.random() < 0.12:
        _one_more(rng, life, today)
    return life


def _one_more(rng: Random, life: Life, today: date) -> None:
    """A course that waits for its check, or was refused."""
    done = {course.set for course in life.courses}
    missing = [each for each in (*range(REQUIRED), *life.electives) if each not in done]
    answer = "refused" if rng.random() < 0.4 else ""
    completed_on = max(life.active_since or today, today - days(rng, 20, 40))
    life.courses.append(Course(rng.choice(missing), min(completed_on, today - timedelta(days=8)), answer))


def _certified(rng: Random, today: date, years: int) -> Life:
    issued_on = today - days(rng, 1, 2400)
    life = _begun(rng, Status.CERTIFIED, issued_on - days(rng, 300, 1300), years)
    _courses(rng, life, 6, issued_on - timedelta(days=30))
    life.asked_on, life.issued_on = issued_on - timedelta(days=6), issued_on
    life.closed_on = issued_on
    return life


def _lapsed(rng: Random, today: date, years: int) -> Life:
    if rng.random() < 0.25:
        life = Life(Status.LAPSED, today - days(rng, 120, 2500))
        _accepted(life, life.applied_on + days(rng, 6, 25), years)
        life.closed_on = (life.accepted_on or today) + timedelta(days=61)
        return life
    life = _begun(rng, Status.LAPSED, years_later(today - days(rng, 1, 1500), -years), years)
    assert life.deadline is not None
    _courses(rng, life, rng.randint(0, 5), life.deadline - timedelta(days=40))
    life.closed_on = life.deadline + timedelta(days=1)
    return life


def _courses(rng: Random, life: Life, done: int, until: date) -> None:
    """So many sets by course, spread evenly enough between becoming active and a day."""
    assert life.active_since is not None
    order = [*range(REQUIRED), *life.electives]
    rng.shuffle(order)
    span = max((until - life.active_since).days, done)
    moments = sorted(rng.sample(range(span + 1), done))
    life.courses = [Course(each, life.active_since + timedelta(days=at)) for each, at in zip(order, moments)]
