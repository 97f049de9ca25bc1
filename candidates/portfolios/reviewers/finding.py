"""The desk's list of reviewers: each with load, cap, sets, and what is late."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from candidates.portfolios.assigning.loads import cap_of, is_available, loads, usual_cap
from candidates.portfolios.models import Review, Reviewer
from lsscert.accounts.finding import people_named, people_nearly_named
from lsscert.ui.paging import Page, keyset_page


@dataclass(frozen=True)
class Row:
    reviewer: Reviewer
    sets: list[str]
    load: int
    cap: int
    available: bool
    waiting: int
    overdue: int


def reviewers_named(words: str, *, retired: bool) -> QuerySet[Reviewer]:
    """Inside a transaction. Where nobody has that name, those whose name sounds like it in writing."""
    rows = Reviewer.objects.filter(retired_on__isnull=not retired).select_related("person")
    if not words:
        return rows
    found = rows.filter(person__in=people_named(words))
    if found.exists():
        return found
    nearly = list(people_nearly_named(words).values_list("pk", flat=True)[:50])
    return rows.filter(person__in=nearly)


@transaction.atomic
def page_of(request: HttpRequest, words: str, *, retired: bool, today: date) -> tuple[Page, list[Row]]:
    page = keyset_page(
        reviewers_named(words, retired=retired), request, order=("person__name", "pk"), size=50
    )
    return page, rows_for(page.items, today)


def rows_for(reviewers: list[Reviewer], today: date) -> list[Row]:
    """A steady number of queries for all of them together."""
    people = [each.person_id for each in reviewers]
    loaded, usual = loads(people, today), usual_cap(today)
    waiting = _counted(Review.objects.filter(reviewer__in=people, state=Review.Status.ASSIGNED))
    late = _counted(Review.objects.filter(reviewer__in=people).overdue(today))
    sets: dict[int, list[str]] = {}
    for pk, name in (
        Reviewer.objects.filter(pk__in=[each.pk for each in reviewers])
        .order_by("qualifications__set__name")
        .values_list("pk", "qualifications__set__name")
    ):
        if name:
            sets.setdefault(pk, []).append(name)
    return [
        Row(
            reviewer=each,
            sets=sets.get(each.pk, []),
            load=loaded.get(each.person_id, 0),
            cap=cap_of(each, usual),
            available=is_available(each, today),
            waiting=waiting.get(each.person_id, 0),
            overdue=late.get(each.person_id, 0),
        )
        for each in reviewers
    ]


def _counted(reviews: QuerySet[Any]) -> dict[int, int]:
    return dict(
        reviews.order_by().values("reviewer").annotate(number=Count("pk")).values_list("reviewer", "number")
    )
