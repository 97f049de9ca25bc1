"""What a reviewer reads: the frozen version of the round, competency by competency, and never whose it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from candidates.portfolios.deciding import gathering
from candidates.portfolios.deciding.comments import by_competency
from candidates.portfolios.markdown import render
from candidates.portfolios.models import Review
from candidates.portfolios.reviewing import changes, looking
from candidates.portfolios.reviewing.looking import Piece


@dataclass(frozen=True)
class Before:
    """Round one of a competency that is rated again: what was asked, and what is different now."""

    asked: Sequence[str]
    introduction: Sequence[changes.Part]
    response: Sequence[changes.Part]
    was_changed: bool
    old_response: SafeString
    gone: int


@dataclass(frozen=True)
class Item:
    number: int
    text: str
    subpoints: Sequence[str]
    way: str
    assignment: str
    introduction: SafeString
    response: SafeString
    pieces: Sequence[Piece]
    before: Before | None = None


def content_for(review: Review) -> dict[str, Any]:
    """The newest version: a file that was replaced is read as it is now."""
    return review.portfolio.newest_submission.content


def item(review: Review, number: int, content: Mapping[str, Any]) -> Item | None:
    competency = _of(content, number)
    if competency is None:
        return None
    old = _round_one(review) if review.round == 2 else None
    before = _of(old, number) if old else None
    known = frozenset(use["ref"] for use in before["evidence"]) if before else None
    out_of_sight = looking.reported(review.portfolio)
    return Item(
        number=number,
        text=competency["text"],
        subpoints=competency["subpoints"],
        way=competency["way"],
        assignment=competency["assignment"],
        introduction=render(competency["introduction"]),
        response=render(competency["response"]),
        pieces=looking.pieces(competency, content["evidence"], out_of_sight, known),
        before=_before(review, competency, before) if before else None,
    )


def _before(review: Review, now: Mapping[str, Any], old: Mapping[str, Any]) -> Before:
    refs = {use["ref"] for use in now["evidence"]}
    gone = [use for use in old["evidence"] if use["ref"] not in refs]
    return Before(
        asked=_asked(review, now["number"]),
        introduction=changes.between(old["introduction"], now["introduction"]),
        response=changes.between(old["response"], now["response"]),
        was_changed=old["response"] != now["response"],
        old_response=render(old["response"]),
        gone=len(gone),
    )


def _asked(review: Review, number: int) -> list[str]:
    """Both comments of round one, in no order that tells whose they are; nothing for a third, who judges afresh."""
    decision = gathering.reopened_by(review.portfolio)
    if decision is None or review.seat == Review.Seat.THIRD:
        return []
    return sorted(said.comment for said in by_competency(decision).get(number, []) if said.comment)


def _round_one(review: Review) -> dict[str, Any] | None:
    last = review.portfolio.submissions.filter(round=1).order_by("number").last()
    newest = review.portfolio.newest_submission
    # Without a second version nothing can have changed.
    return last.content if last and newest.round == 2 else None


def _of(content: Mapping[str, Any], number: int) -> dict[str, Any] | None:
    return next((each for each in content.get("competencies", ()) if each["number"] == number), None)


def both(review: Review) -> list[Review]:
    """The reviews of the round side by side, once nothing can change any more; empty until then."""
    held = gathering.seats_of(review.portfolio, review.cycle, review.round)
    pair = [held.get(seat) for seat in (gathering.FIRST, gathering.SECOND)]
    mine = review.state == Review.Status.HANDED_IN
    if not mine or any(one is None or one.state != Review.Status.HANDED_IN for one in pair):
        return []
    third = held.get(gathering.THIRD)
    told = third is not None and third.state == Review.Status.HANDED_IN
    return [one for one in (*pair, third if told else None) if one is not None]
