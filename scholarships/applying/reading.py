"""What a judge may read of an application. In a blind round nothing that says who it is."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from lsscert.accounts.models import Person
from scholarships.applying.models import ApplicantPost, CostLine, Reference, ScholarshipApplication
from scholarships.applying.services import judges
from scholarships.rounds.models import Round


@dataclass(frozen=True)
class Readable:
    """`name` is empty in a blind round; posts then come without library and place."""

    number: int
    name: str
    posts: list[dict[str, Any]]
    answers: list[tuple[Any, str]]
    costs: list[CostLine]
    letters: list[str]
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
        letters=[] if blind else [each.text for each in letters_of(application)],
        asked=application.asked,
        helped_before=application.helped_before,
        report_missing=application.report_missing,
    )


def letters_of(application: ScholarshipApplication) -> QuerySet[Reference]:
    """Those that are here, with name and text: for the check of the facts and, once scores are in, for the meeting."""
    return application.letters.filter(state=Reference.Status.GIVEN)


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
