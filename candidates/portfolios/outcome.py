"""What two reviewers, and in round two perhaps a third, say together (DOMAIN §5). Pure.

A competency's ratings are Met, Partially met or Not met. `round_one` and `round_two` combine them and count; a set is
achieved when at least so many percent of its competencies are Met and at most so many are Not met. The order of the
reviewers never matters.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum


class Rating(StrEnum):
    MET = "met"
    PARTIAL = "partial"
    NOT_MET = "not"


class Kind(StrEnum):
    ACHIEVED = "achieved"
    MORE_INFORMATION = "more_info"
    NOT_ACHIEVED = "not_achieved"
    THIRD_NEEDED = "third"
    """Not an outcome yet: the two disagree in round two, and a third rates those competencies."""


Pair = tuple[Rating, Rating]
_WORTH = {Rating.NOT_MET: 0, Rating.PARTIAL: 1, Rating.MET: 2}


@dataclass(frozen=True)
class Rules:
    """The policy of the day of submission: at least `pass_percent` Met, at most `not_met_most` Not met."""

    pass_percent: int = 70
    not_met_most: int = 0


@dataclass(frozen=True)
class Line:
    """One competency: who said what, and what it comes to. `together` is None while the two disagree.

    `from_round` is 1 for what stood already when round two began.
    """

    number: int
    ratings: tuple[Rating, ...]
    together: Rating | None
    from_round: int = 1


@dataclass(frozen=True)
class Count:
    """The arithmetic: 100 × met ≥ percent × all, in whole numbers."""

    met: int
    partial: int
    not_met: int
    undecided: int
    all: int
    needed: int

    @property
    def enough_met(self) -> bool:
        return self.met >= self.needed


@dataclass(frozen=True)
class Outcome:
    """`open` are the competencies more information is asked for, or that a third reviewer rates."""

    kind: Kind
    lines: tuple[Line, ...]
    count: Count
    open: tuple[int, ...]
    unanimous: bool
    may_decline: bool = False


def together(pair: Pair) -> Rating | None:
    """What two ratings make; None where the two disagree so far that others must speak (Met or Partial with Not)."""
    first, second = pair
    if Rating.NOT_MET in pair:
        return Rating.NOT_MET if first == second else None
    return Rating.MET if Rating.MET in pair else Rating.PARTIAL


def middle(ratings: Sequence[Rating]) -> Rating:
    """The middle one of three."""
    if len(ratings) != 3:
        raise ValueError("the middle is that of three ratings")
    return sorted(ratings, key=_WORTH.__getitem__)[1]


def needs_more(pair: Pair) -> bool:
    """In round one: Partial with Partial, and whatever has a Not."""
    return together(pair) is not Rating.MET


def met_needed(all_competencies: int, rules: Rules) -> int:
    """The fewest Met with which 100 × met ≥ percent × all."""
    return -(-rules.pass_percent * all_competencies // 100)


def round_one(pairs: Mapping[int, Pair], rules: Rules) -> Outcome:
    """Achieved when nothing is open, else more information on exactly what is open.

    It may be declined by who is at the goal already; while two disagree about a competency that is not certain.
    """
    lines = [Line(number, pair, together(pair)) for number, pair in sorted(pairs.items())]
    asked = tuple(number for number, pair in sorted(pairs.items()) if needs_more(pair))
    count = _count(lines, rules)
    kind = Kind.MORE_INFORMATION if asked else Kind.ACHIEVED
    alone = [
        any(rating is not Rating.MET for rating in ratings) for ratings in zip(*pairs.values(), strict=True)
    ]
    return Outcome(
        kind=kind,
        lines=tuple(lines),
        count=count,
        open=asked,
        unanimous=len(set(alone)) == 1,
        may_decline=bool(asked) and passes(count, rules),
    )


def round_two(
    *,
    standing: Mapping[int, Pair],
    again: Mapping[int, Pair],
    thirds: Mapping[int, Rating],
    rules: Rules,
) -> Outcome:
    """`standing` are the pairs of round one that were not reopened, `again` those rated again.

    Where the two still disagree a third reviewer rates, and the middle of the three stands; until then the outcome is
    THIRD_NEEDED and `open` names what the third rates.
    """
    lines = [Line(number, pair, together(pair)) for number, pair in standing.items()]
    for number, pair in again.items():
        lines.append(_rated_again(number, pair, thirds.get(number)))
    lines.sort(key=lambda line: line.number)
    undecided = tuple(line.number for line in lines if line.together is None)
    count = _count(lines, rules)
    passed = Kind.ACHIEVED if passes(count, rules) else Kind.NOT_ACHIEVED
    return Outcome(
        kind=Kind.THIRD_NEEDED if undecided else passed,
        lines=tuple(lines),
        count=count,
        open=undecided,
        unanimous=not undecided and not _had_third(again) and _alone_alike(standing, again, rules),
    )


def passes(count: Count, rules: Rules) -> bool:
    return count.enough_met and count.not_met <= rules.not_met_most and not count.undecided


def _rated_again(number: int, pair: Pair, third: Rating | None) -> Line:
    settled = together(pair)
    if settled is not None:
        return Line(number, pair, settled, from_round=2)
    if third is None:
        return Line(number, pair, None, from_round=2)
    return Line(number, (*pair, third), middle((*pair, third)), from_round=2)


def _had_third(again: Mapping[int, Pair]) -> bool:
    return any(together(pair) is None for pair in again.values())


def _alone_alike(standing: Mapping[int, Pair], again: Mapping[int, Pair], rules: Rules) -> bool:
    """Whether each of the two, taken alone in what was rated again, would have decided the same."""
    settled = [Line(number, pair, together(pair)) for number, pair in standing.items()]
    verdicts: AbstractSet[bool] = {
        passes(
            _count(
                [*settled, *(Line(number, (pair[seat],), pair[seat]) for number, pair in again.items())],
                rules,
            ),
            rules,
        )
        for seat in (0, 1)
    }
    return len(verdicts) == 1


def _count(lines: Sequence[Line], rules: Rules) -> Count:
    said = [line.together for line in lines]
    return Count(
        met=said.count(Rating.MET),
        partial=said.count(Rating.PARTIAL),
        not_met=said.count(Rating.NOT_MET),
        undecided=said.count(None),
        all=len(said),
        needed=met_needed(len(said), rules),
    )
