"""A round that has closed and is being scored, for tests."""

from datetime import timedelta
from typing import Any

from django.test import Client

from lsscert.accounts.models import Person
from scholarships.applying.models import Answer, ScholarshipApplication
from scholarships.rounds.models import Question, Round
from scholarships.scoring import services
from scholarships.scoring.models import Judge, Sheet
from tests import people
from tests.scholarships import making
from tests.scholarships.making import NOW, TODAY


def being_scored(count: int = 3, **said: Any) -> Round:
    """By merit, blind, closed yesterday, with so many in the running; each has answered one question."""
    round_ = making.round_(**{"closes_on": TODAY - timedelta(days=1)} | said)
    question = Question.objects.create(round=round_, text="What would it change?", position=1)
    for number in range(1, count + 1):
        row = making.application(round_, people.person(f"Applicant Canary-{number}"))
        Answer.objects.create(application=row, question=question, text=f"It would change thing {number}.")
    return round_


def member(round_: Round, name: str = "Connie Committee", *, declared: bool = True) -> Judge:
    return making.judge(round_, making.member(of=round_.organisation, name=name), declared=declared)


def score(judge: Judge, application: ScholarshipApplication, points: int = 4, comment: str = "") -> Sheet:
    given = {criterion.pk: points for criterion in judge.round.criteria.all()}
    return services.save(
        judge=judge, application=application, points=given, comment=comment, version=0, now=NOW, hand_in=True
    )


def client_of(judge_or_person: Judge | Person) -> Client:
    person = judge_or_person.person if isinstance(judge_or_person, Judge) else judge_or_person
    return people.signed_in(person)
