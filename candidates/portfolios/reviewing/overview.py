"""A reviewer's own reviews in the order they want attention, and the rows of one that was handed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from candidates.portfolios.assigning.loads import cap_of, loads, usual_cap
from candidates.portfolios.models import Decision, Rating, Review
from lsscert.accounts.models import Person

Status = Review.Status
DONE_SHOWN = 10


@dataclass(frozen=True)
class Overview:
    to_do: Sequence[Any]
    others: Sequence[Any]
    done: Sequence[Any]
    taken: int
    cap: int
    trained: bool

    @property
    def first(self) -> Any:
        return next((row for row in self.to_do if not row.portfolio.held_since), None)


def of(person: Person, today: date) -> Overview:
    told = Decision.objects.filter(
        portfolio=OuterRef("portfolio"), cycle=OuterRef("cycle"), round=OuterRef("round")
    ).exclude(released_at=None)
    mine = (
        Review.objects.filter(reviewer=person, carries=False)
        .select_related("portfolio__set_edition__set")
        .annotate(rated=Count("ratings", filter=~Q(ratings__value=""), distinct=True), told=Exists(told))
    )
    to_do: list[Any] = list(mine.filter(state=Status.ASSIGNED).order_by("due_on", "pk"))
    for row in to_do:
        row.due_in = (row.due_on - today).days
        # What is open in round two is counted on its own page: here it would be a query a row.
        row.all = row.portfolio.set_edition.expected_count if row.round == 1 else None
    handed_in = mine.filter(state=Status.HANDED_IN).order_by("-handed_in_at", "-pk")
    profile, usual = getattr(person, "reviewer", None), usual_cap(today)
    return Overview(
        to_do=to_do,
        others=list(handed_in.filter(told=False)[:DONE_SHOWN]),
        done=list(handed_in.filter(told=True)[:DONE_SHOWN]),
        taken=loads([person.pk], today).get(person.pk, 0),
        cap=cap_of(profile, usual) if profile else usual,
        trained=bool(profile and profile.trained_at),
    )


@dataclass(frozen=True)
class Column:
    """One review among those shown side by side."""

    title: str
    mine: bool
    ratings: dict[int, Rating]


def column(review: Review, *, mine: bool) -> Column:
    places = {Review.Seat.FIRST: 1, Review.Seat.SECOND: 2, Review.Seat.THIRD: 3}
    words = _("You") if mine else _("Reviewer %(number)s") % {"number": places[Review.Seat(review.seat)]}
    ratings = {row.competency.number: row for row in review.ratings.select_related("competency")}
    return Column(words, mine, ratings)


def side_by_side(review: Review, columns: Sequence[Column]) -> list[dict[str, Any]]:
    numbers = sorted({number for each in columns for number in each.ratings})
    texts = dict(review.portfolio.set_edition.competencies.values_list("number", "text"))
    return [
        {
            "number": number,
            "text": texts.get(number) or "",
            "cells": [
                {"title": each.title, "mine": each.mine, "rating": each.ratings.get(number)}
                for each in columns
            ],
        }
        for number in numbers
    ]


def released(review: Review) -> Decision | None:
    """The decision of the round, once its candidate was told."""
    rows = review.portfolio.decisions.filter(cycle=review.cycle, round=review.round)
    return rows.exclude(released_at=None).first()
