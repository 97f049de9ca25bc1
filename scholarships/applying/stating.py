"""From what somebody says to what the rules of a round say of it."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from scholarships.applying.history import history_of
from scholarships.applying.models import ScholarshipApplication
from scholarships.applying.said import Said
from scholarships.rounds.entitlement import Verdict, judge
from scholarships.rounds.models import Round
from scholarships.rounds.stated import CANDIDACIES, Post, Stated

Status = ScholarshipApplication.Status
NO_DIPLOMA = ScholarshipApplication.Education.NONE
POST_FACTS = ("region", "paid", "starts", "hours_per_week", "weeks_per_year")


def verdicts(round_: Round, person: Person, said: Said, today: date) -> list[Verdict]:
    """On what is said so far; what is not, counts as not said.

    The list of members is not looked into: who tries numbers must learn nothing before they hand in.
    """
    found = _judged(round_, person, said, today, on_roll=None)
    if not round_.organisation.roll.exists():
        return found
    later = _("Your member number is looked up when you hand it in.")
    return [
        replace(each, sentence=later) if each.rule == "member" and each.met is None else each
        for each in found
    ]


def verdicts_for_good(application: ScholarshipApplication, said: Said, today: date) -> list[Verdict]:
    """On the day it is handed in, with the list of members; a number that another one carries is looked at."""
    round_ = application.round
    known = on_roll(round_, said.member_number, today)
    found = _judged(round_, application.person, said, today, on_roll=known)
    other = _same_number(application, said.member_number)
    if other is None:
        return found
    words = _("Application %(number)s carries the same member number.") % {"number": other.number}
    return [replace(each, met=None, sentence=words) if each.rule == "member" else each for each in found]


def _judged(round_: Round, person: Person, said: Said, today: date, *, on_roll: bool | None) -> list[Verdict]:
    return judge(round_.rules, _stated(round_, person, said, on_roll), closes_on=round_.closes_on or today)


def _stated(round_: Round, person: Person, said: Said, on_roll: bool | None) -> Stated:
    known = history_of(person)
    return Stated(
        member_number=said.member_number,
        on_roll=on_roll,
        has_diploma=said.education != NO_DIPLOMA if said.education else None,
        posts=tuple(as_post(post) for post in said.posts),
        candidacy=candidacy_of(person),
        helped_before=known.helped_before,
        awards_in_scheme=known.schemes.count(round_.scheme) if round_.scheme else 0,
    )


def on_roll(round_: Round, number: str, today: date) -> bool | None:
    """None where the organisation keeps no list."""
    roll = round_.organisation.roll
    if not number or not roll.exists():
        return None
    found = roll.filter(number__iexact=number.strip()).first()
    return found is not None and (found.until is None or found.until >= today)


def _same_number(application: ScholarshipApplication, number: str) -> ScholarshipApplication | None:
    """Another one of this round that was handed in with the same number and stands."""
    if not number.strip():
        return None
    others = application.round.applications.counted().exclude(pk=application.pk)
    return (
        others.exclude(state=Status.WITHDRAWN)
        .filter(member_number__iexact=number.strip())
        .order_by("number")
        .first()
    )


def candidacy_of(person: Person) -> str:
    newest = person.candidacies.order_by("-applied_at", "-pk").first()
    return newest.state if newest and newest.state in CANDIDACIES else "none"


def as_post(facts: dict[str, Any]) -> Post:
    return Post(ends=facts.get("ends"), **{name: facts[name] for name in POST_FACTS})
