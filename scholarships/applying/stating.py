"""From what somebody typed, or handed in, to what the rules of a round say of it."""

from datetime import date
from typing import Any

from lsscert.accounts.models import Person
from scholarships.applying.forms import PAID, Filled
from scholarships.applying.history import history_of
from scholarships.applying.models import ScholarshipApplication
from scholarships.rounds.entitlement import CANDIDACIES, Post, Stated, Verdict, judge
from scholarships.rounds.models import Round

NO_DIPLOMA = ScholarshipApplication.Education.NONE


def verdicts(round_: Round, person: Person, filled: Filled, today: date) -> list[Verdict]:
    """On what is filled in so far; what is not, counts as not said."""
    return judge(round_.rules, stated(round_, person, filled, today), closes_on=round_.closes_on or today)


def stated(round_: Round, person: Person, filled: Filled, today: date) -> Stated:
    about = filled.about.cleaned_data if filled.about.is_bound and not filled.about.is_valid() else {}
    about = about or (filled.about.cleaned_data if filled.about.is_bound else {})
    number = about.get("member_number", "")
    education = about.get("education", "")
    known = history_of(person)
    return Stated(
        member_number=number,
        on_roll=on_roll(round_, number, today),
        has_diploma=education != NO_DIPLOMA if education else None,
        posts=tuple(_posts(filled)),
        candidacy=candidacy_of(person),
        helped_before=known.helped_before,
        awards_in_scheme=known.schemes.count(round_.scheme) if round_.scheme else 0,
    )


def on_roll(round_: Round, number: str, today: date) -> bool | None:
    """None where the organisation keeps no list."""
    roll = round_.organisation.roll
    if not number or not roll.exists():
        return None
    found = roll.filter(number__iexact=number).first()
    return found is not None and (found.until is None or found.until >= today)


def candidacy_of(person: Person) -> str:
    newest = person.candidacies.order_by("-applied_at", "-pk").first()
    return newest.state if newest and newest.state in CANDIDACIES else "none"


def _posts(filled: Filled) -> list[Post]:
    if not filled.posts.is_bound:
        return []
    filled.posts.is_valid()
    return [
        as_post(form.cleaned_data) for form in filled.posts.forms if form.is_valid() and form.cleaned_data
    ]


def as_post(data: dict[str, Any]) -> Post:
    return Post(
        region=data["region"],
        paid=data["paid"] == PAID,
        starts=data["starts"],
        ends=data["ends"],
        hours_per_week=data["hours_per_week"],
        weeks_per_year=data["weeks_per_year"],
    )
