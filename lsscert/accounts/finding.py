"""Finding people and organisations by what somebody remembers of a name or an address."""

from typing import Any

from django.contrib.postgres.lookups import TrigramWordSimilar
from django.db import connection
from django.db.models import CharField, F, FloatField, Func, Q, QuerySet, Value
from django.db.models.functions import Upper

from lsscert.accounts.models import Organisation, Person

MOST_WORDS = 6
LIKE_ENOUGH = 0.3
"""How much of the words must be there for a slip of the pen to be forgiven, from 0 to 1."""


class Folded(Func):
    """Capitals without accents, from an index."""

    function = "folded"
    output_field = CharField()


def people_named(words: str) -> QuerySet[Person]:
    """Whose name or address holds every word, whatever the accents, the case and the order."""
    people = Person.objects.filter(merged_into=None).alias(
        folded_name=Folded("name"), capital_email=Upper("email")
    )
    for word in words.split()[:MOST_WORDS]:
        people = people.filter(
            Q(folded_name__contains=Folded(Value(word))) | Q(capital_email__contains=word.upper())
        )
    return people


def people_nearly_named(words: str) -> QuerySet[Person]:
    """Whose name sounds like it in writing, the nearest first. Inside a transaction."""
    return _nearly(Person.objects.filter(merged_into=None), words)


def organisations_named(words: str) -> QuerySet[Organisation]:
    """Whose name holds every word, whatever the accents, the case and the order."""
    organisations = Organisation.objects.alias(folded_name=Folded("name"))
    for word in words.split()[:MOST_WORDS]:
        organisations = organisations.filter(folded_name__contains=Folded(Value(word)))
    return organisations


def organisations_nearly_named(words: str) -> QuerySet[Organisation]:
    """As `people_nearly_named`."""
    return _nearly(Organisation.objects.all(), words)


def _nearly(rows: Any, words: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(LIKE_ENOUGH)])
    folded = Folded(Value(words))
    return (
        rows.alias(
            folded_name=Folded("name"),
            nearness=Func(folded, F("folded_name"), function="word_similarity", output_field=FloatField()),
        )
        .filter(TrigramWordSimilar(F("folded_name"), folded))
        .order_by("-nearness", "name", "pk")
    )
