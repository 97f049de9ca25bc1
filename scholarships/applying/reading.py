"""What a judge may read of an application. In a blind round nothing that says who it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from lsscert.accounts.models import Membership, Person
from lsscert.registry import Registry
from scholarships.applying.models import ApplicantPost, CostLine, Reference, ScholarshipApplication
from scholarships.applying.services import judges
from scholarships.funds.members import has_role
from scholarships.rounds.models import Round

LETTER_READERS: Registry[Callable[[ScholarshipApplication, Person], bool]] = Registry()
"""Whether somebody may read letters of reference where applications are scored, or where the committee meets."""


@dataclass(frozen=True)
class Readable:
    """`name` is empty in a blind round; posts then come without library and place."""

    number: int
    name: str
    posts: list[dict[str, Any]]
    answers: list[tuple[Any, str]]
    costs: list[CostLine]
    letters: list[Reference]
    asked: Any
    helped_before: bool
    report_missing: bool


def for_judges(application: ScholarshipApplication) -> Readable:
    """Letters of reference name people: in a blind round they are read when scores are in, at the meeting."""
    blind = application.round.blind
    return Readable(
        number=application.number or 0,
        name="" if blind else application.person.name,
        posts=[_post(each, blind) for each in application.posts.all()],
        answers=[(each.question, each.text) for each in application.answers.select_related("question")],
        costs=list(application.costs.all()),
        letters=[] if blind else list(letters_of(application)),
        asked=application.asked,
        helped_before=application.helped_before,
        report_missing=application.report_missing,
    )


def letters_of(application: ScholarshipApplication) -> QuerySet[Reference]:
    """Those that are here, with name and text: for the check of the facts and, once scores are in, for the meeting."""
    return application.letters.filter(state=Reference.Status.GIVEN)


def may_read_letters(application: ScholarshipApplication, person: Person, *, staff: bool) -> bool:
    """Never the applicant; who checks the facts; a judge where the pages of the rooms above show them."""
    if application.person_id == person.pk:
        return False
    round_ = application.round
    checks = staff or has_role(person, round_.organisation, Membership.Role.ORGANISER)
    if checks and not hides_names(round_, person):
        return True
    return any(reads(application, person) for reads in LETTER_READERS)


def hides_names(round_: Round, person: Person | None) -> bool:
    """Who judges a blind round sees no names with numbers, not as its organiser either, until it is decided."""
    return round_.blind and round_.state == Round.Status.PUBLISHED and judges(round_, person)


def _post(post: ApplicantPost, blind: bool) -> dict[str, Any]:
    shown = {
        "title": post.title,
        "paid": post.paid,
        "starts": post.starts,
        "ends": post.ends,
        "hours_per_week": post.hours_per_week,
    }
    return shown if blind else shown | {"library": post.library, "region": post.region}
