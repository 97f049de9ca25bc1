"""How far a reviewer agrees with whoever read the same."""

from collections import Counter

from candidates.portfolios.quality.agreement import Agreement, agreement
from candidates.portfolios.quality.counting import counted_reviews, pairs_by_reviewer
from lsscert.accounts.models import Person


def agreement_of(person: Person) -> Agreement:
    """Of all years, and only of portfolios whose decision is out."""
    pairs = pairs_by_reviewer(reviewer=person.pk).get(person.pk, Counter())
    return agreement(pairs, reviews=counted_reviews().filter(reviewer=person).count())
