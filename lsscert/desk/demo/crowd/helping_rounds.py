"""A published round for a crowd to apply in."""

from datetime import date, timedelta
from decimal import Decimal

from lsscert.accounts.models import Person
from lsscert.desk.demo.crowd.telling import at
from lsscert.money.models import Fund
from scholarships.rounds.models import Criterion, Question, Round, RoundFund


def published(fund: Fund, title: str, closes_on: date, *, places: int, amount: Decimal, by: Person) -> Round:
    """Open for forty days; one question, two criteria."""
    opens_on = closes_on - timedelta(days=40)
    made = Round.objects.create(
        organisation=fund.organisation,
        title=title,
        purpose=Round.Purpose.DEVELOPMENT,
        summary="A course or a conference of your own choice (demonstration).",
        opens_on=opens_on,
        closes_on=closes_on,
        news_by=closes_on + timedelta(days=40),
        places=places,
        amount=amount,
        rules=[{"rule": "education"}],
        state=Round.Status.PUBLISHED,
        made_by=by,
        made_at=at(opens_on),
        published_at=at(opens_on),
    )
    RoundFund.objects.create(round=made, fund=fund, limit=places * amount)
    Question.objects.create(round=made, text="What do you hope to learn?", position=1)
    for position in (1, 2):
        Criterion.objects.create(round=made, title=f"Criterion {position}", position=position)
    return made
