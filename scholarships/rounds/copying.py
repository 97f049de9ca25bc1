"""Next year's round from this year's."""

from datetime import datetime

from django.db import transaction

from lsscert.accounts.models import Person
from lsscert.dates import years_later
from scholarships.rounds.models import Criterion, Question, Round, RoundFund
from scholarships.rounds.services import FREE_FIELDS

DAYS = ("opens_on", "closes_on", "news_by", "report_due_on")


@transaction.atomic
def copy(*, round_: Round, by: Person, now: datetime) -> Round:
    """Everything of last year's but the people, its days a year later.

    A draft that somebody has made of it already is that copy: pressing twice makes no twins.
    """
    round_ = round_.lock()
    if draft := round_.copies.filter(state=Round.Status.DRAFT).order_by("pk").first():
        return draft
    values = {name: getattr(round_, name) for name in FREE_FIELDS}
    for name in DAYS:
        values[name] = years_later(values[name], 1) if values[name] else None
    made = Round.objects.create(
        organisation=round_.organisation,
        rules=round_.rules,
        copied_from=round_,
        made_by=by,
        made_at=now,
        **values,
    )
    Criterion.objects.bulk_create(
        Criterion(round=made, title=each.title, help=each.help, weight=each.weight, position=each.position)
        for each in round_.criteria.all()
    )
    Question.objects.bulk_create(
        Question(
            round=made,
            text=each.text,
            help=each.help,
            most_words=each.most_words,
            required=each.required,
            position=each.position,
        )
        for each in round_.questions.all()
    )
    RoundFund.objects.bulk_create(
        RoundFund(round=made, fund=each.fund, limit=each.limit) for each in round_.draws_on.all()
    )
    return made
