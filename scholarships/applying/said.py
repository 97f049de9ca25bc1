"""What an applicant says, as the rules and the tables want it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scholarships.applying.filled import Filled
from scholarships.applying.forms import PAID
from scholarships.rounds.models import Question


@dataclass
class Said:
    """`posts` are values of ApplicantPost, `costs` (what, cost, asked), `answers` by question."""

    member_number: str = ""
    education: str = ""
    region: str = ""
    asked: Decimal | None = None
    posts: Sequence[dict[str, Any]] = ()
    answers: Sequence[tuple[Question, str]] = ()
    costs: Sequence[tuple[str, Decimal, Decimal]] = ()


def said_in(filled: Filled) -> Said:
    """What stands well in the form so far; all of it once the form is valid."""
    filled.is_valid()
    about = filled.about.cleaned_data
    lines = filled.costs.said if filled.round.budget else []
    return Said(
        member_number=about.get("member_number", ""),
        education=about.get("education", ""),
        region=about.get("region", ""),
        asked=filled.costs.total if lines else about.get("asked") or None,
        posts=[post | {"paid": post["paid"] == PAID} for post in filled.posts.said],
        answers=[
            (question, filled.answers.cleaned_data.get(f"q{question.pk}", ""))
            for question in filled.questions
        ],
        costs=[(line["what"], line["cost"], line["asked"]) for line in lines],
    )
