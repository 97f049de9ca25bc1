"""Finding a course by its title, its provider or its set, however it is typed."""

import re
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.lookups import Unaccent
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import CharField, F, FloatField, OuterRef, Q, QuerySet, StringAgg, Subquery, Value
from django.db.models.functions import Coalesce, Concat

from competencies.courses.models import Course, Coverage

ALIKE = 0.45
"""The share of three-letter pieces two words need in common: catalogging is cataloging, catering is not."""
MOST_WORDS, LONGEST_WORD = 6, 40


@dataclass(frozen=True)
class Found:
    """`every_word` is false when no course has all the words and those with some of them are shown."""

    courses: QuerySet[Course]
    every_word: bool = True


def find(courses: QuerySet[Course], text: str) -> Found:
    """The courses alike to each word of `text`, or to any when none is alike to each; all for an empty text."""
    words = [word[:LONGEST_WORD] for word in re.findall(r"\w+", text)[:MOST_WORDS]]
    if not words:
        return Found(courses.none() if text.strip() else courses)
    scores = {f"alike_{number}": _alike(word) for number, word in enumerate(words)}
    scored = courses.annotate(haystack=_haystack()).annotate(**scores)
    each, some = Q(), Q()
    for name in scores:
        each &= Q(**{f"{name}__gte": ALIKE})
        some |= Q(**{f"{name}__gte": ALIKE})
    if len(words) == 1 or scored.filter(each).exists():
        return Found(scored.filter(each))
    return Found(scored.filter(some), every_word=False)


def _alike(word: str) -> TrigramWordSimilarity:
    typed: Any = Unaccent(Value(word))
    return TrigramWordSimilarity(typed, F("haystack"), output_field=FloatField())


def _haystack() -> Unaccent:
    sets = (
        Coverage.objects.filter(course=OuterRef("pk"))
        .order_by()
        .values("course")
        .annotate(
            names=StringAgg(
                Concat("set_edition__set__code", Value(" "), "set_edition__set__name"),
                delimiter=Value(" "),
                output_field=CharField(),
            )
        )
        .values("names")
    )
    every = Concat(
        "title",
        Value(" "),
        "provider__name",
        Value(" "),
        Coalesce(Subquery(sets), Value("")),
        output_field=CharField(),
    )
    return Unaccent(every)
