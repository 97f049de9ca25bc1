"""The crowd's portfolios: some sets achieved by one, some still with reviewers or with a question to the candidate."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from candidates.journey.models import Candidacy
from candidates.portfolios.aliases import BIRDS, TREES
from candidates.portfolios.deciding.arithmetic import as_kept
from candidates.portfolios.models import Decision, Portfolio, Review
from candidates.portfolios.outcome import Kind, Pair, Rating, Rules, round_one
from candidates.portfolios.submitting.freezing import digest
from competencies.standard.models import SetEdition
from lsscert.desk.demo.crowd.ground import Ground
from lsscert.desk.demo.crowd.lives import REQUIRED, Course, Life
from lsscert.desk.demo.crowd.sheets import Sheets
from lsscert.desk.demo.crowd.telling import at, ref
from lsscert.desk.demo.portfolio_words import COMMENTS

BY_PORTFOLIO, STILL_OPEN = 0.15, 0.1
"""Part of those with a verified course who achieved that set by portfolio, and of the active who have one in work."""
MET, PARTIAL, NOT_MET = Rating.MET, Rating.PARTIAL, Rating.NOT_MET
AGREED: tuple[Pair, ...] = ((MET, MET), (MET, PARTIAL), (PARTIAL, MET))
ASKED: tuple[Pair, ...] = ((PARTIAL, PARTIAL), (NOT_MET, NOT_MET), (MET, NOT_MET), (PARTIAL, NOT_MET))
RESPONSE = "I wrote down what I do at the desk, tried another way for a month, and counted before and after."
S = Portfolio.Status


@dataclass(frozen=True)
class Whose:
    candidacy: int
    person: int
    index: int
    active_since: date


class Reviewing:
    def __init__(self, ground: Ground, sheets: Sheets) -> None:
        self.ground, self.sheets = ground, sheets

    def tell(self, life: Life, candidacy: int, person: int, index: int) -> Course | None:
        """At most one portfolio. The course in whose stead it achieved the set, if it did."""
        if life.active_since is None:
            return None
        rng = Random(f"portfolio:{index}")  # noqa: S311 - chance, not secrecy; its own, so that the rest stays the same
        whose = Whose(candidacy, person, index, life.active_since)
        verified = [course for course in life.courses if course.answer == "verified"]
        if verified and rng.random() < BY_PORTFOLIO:
            chosen = rng.choice(verified)
            self.achieved(whose, chosen.set, chosen.completed_on, rng)
            return chosen
        taken = {course.set for course in life.courses}
        free = [each for each in (*range(REQUIRED), *life.electives) if each not in taken]
        if life.state == Candidacy.Status.ACTIVE and free and rng.random() < STILL_OPEN:
            self.still_open(whose, rng.choice(free), rng)
        return None

    def achieved(self, whose: Whose, which: int, released_on: date, rng: Random) -> None:
        """One round, in which every pair came to Met."""
        judged_on = max(whose.active_since, released_on - timedelta(days=3))
        portfolio, submitted_on = self._portfolio(
            whose, which, judged_on, S.ACHIEVED, rng, closed=released_on
        )
        pairs = {
            number: rng.choices(AGREED, (88, 6, 6))[0]
            for number, _pk in _competencies(self.ground.editions[which])
        }
        self._judged(portfolio, which, submitted_on, judged_on, released_on, pairs, rng)

    def still_open(self, whose: Whose, which: int, rng: Random) -> None:
        """Waits for reviewers, is with them, or waits for what they asked."""
        today = self.ground.today
        state = rng.choices((S.SUBMITTED, S.IN_REVIEW, S.MORE_INFORMATION), (3, 4, 3))[0]
        judged_on = max(whose.active_since, today - timedelta(days=rng.randint(2, 9)))
        due = judged_on + timedelta(days=60) if state == S.MORE_INFORMATION else None
        portfolio, submitted_on = self._portfolio(whose, which, judged_on, state, rng, due=due)
        if state == S.IN_REVIEW:
            for seat, reviewer in zip(("first", "second"), self._two(which, rng)):
                self._review(portfolio, seat, reviewer, submitted_on, None, rng)
        if state == S.MORE_INFORMATION:
            numbers = [number for number, _pk in _competencies(self.ground.editions[which])]
            pairs: dict[int, Pair] = {number: rng.choices(AGREED, (80, 10, 10))[0] for number in numbers}
            pairs |= {number: rng.choice(ASKED) for number in rng.sample(numbers, rng.randint(1, 3))}
            self._judged(portfolio, which, submitted_on, judged_on, judged_on, pairs, rng)

    def _portfolio(
        self,
        whose: Whose,
        which: int,
        judged_on: date,
        state: str,
        rng: Random,
        *,
        due: date | None = None,
        closed: date | None = None,
    ) -> tuple[int, date]:
        edition = self.ground.editions[which]
        submitted_on = max(whose.active_since, judged_on - timedelta(days=rng.randint(14, 40)))
        alias = f"{rng.choice(TREES.split())} {rng.choice(BIRDS.split())} {1000 + whose.index}"
        portfolio = self.sheets.portfolio.add(
            ref(rng), whose.candidacy, edition.pk, alias, state, 2, at(whose.active_since), at(submitted_on), due,
            closed,
        )  # fmt: skip
        content, sha256 = _content(edition)
        self.sheets.submission.add(
            ref(rng), portfolio, 1, 1, "first", content, sha256, at(submitted_on), whose.person, True, True
        )
        said = json.dumps({"set": edition.set.name, "number": "1"})
        self.sheets.fact.add(whose.candidacy, "portfolio_submitted", said, whose.person, at(submitted_on))
        return portfolio, submitted_on

    def _judged(
        self,
        portfolio: int,
        which: int,
        submitted_on: date,
        judged_on: date,
        released_on: date,
        pairs: dict[int, Pair],
        rng: Random,
    ) -> None:
        competencies = dict(_competencies(self.ground.editions[which]))
        for seat, (name, reviewer) in enumerate(zip(("first", "second"), self._two(which, rng))):
            review = self._review(portfolio, name, reviewer, submitted_on, judged_on, rng)
            for number, pair in pairs.items():
                said = pair[seat]
                self.sheets.rating.add(
                    ref(rng), review, competencies[number], said.value, COMMENTS.get(said, ""), at(judged_on)
                )
        found = round_one(pairs, Rules())
        assert found.kind in (Kind.ACHIEVED, Kind.MORE_INFORMATION)
        self.sheets.decision.add(
            ref(rng), portfolio, 1, Decision.Kind(found.kind.value), found.unanimous, found.may_decline,
            json.dumps(as_kept(found, Rules())), at(judged_on), at(released_on), rng.choice(self.ground.staff),
        )  # fmt: skip

    def _review(
        self, portfolio: int, seat: str, reviewer: int, since: date, until: date | None, rng: Random
    ) -> int:
        """With the reviewer still: `settle` hands it in once its ratings are there, and may not change after."""
        handed_in = at(until) if until else None
        return self.sheets.review.add(
            ref(rng), portfolio, 1, seat, reviewer, Review.Status.ASSIGNED, at(since), rng.choice(self.ground.staff),
            since + timedelta(days=30), at(since), handed_in,
        )  # fmt: skip

    def _two(self, which: int, rng: Random) -> list[int]:
        return rng.sample(self.ground.reviewers[which], 2)


def settle(reviews: list[int]) -> None:
    """Hand in what was rated."""
    Review.objects.filter(pk__in=reviews, handed_in_at__isnull=False).update(state=Review.Status.HANDED_IN)


@cache
def _competencies(edition: SetEdition) -> tuple[tuple[int, int], ...]:
    return tuple(edition.competencies.order_by("number").values_list("number", "pk"))


@cache
def _content(edition: SetEdition) -> tuple[str, str]:
    """The same short text for everybody, as JSON, and its hash."""
    content = {
        "set": {"code": edition.set.code, "name": edition.set.name},
        "edition": edition.edition,
        "attempt": 1,
        "rules": {"pass_percent": 70, "not_met_most": 0},
        "statement": RESPONSE,
        "competencies": [
            {
                "ref": each.ref,
                "number": each.number,
                "text": each.text or "",
                "subpoints": each.subpoints,
                "way": "own",
                "assignment": "",
                "introduction": "",
                "response": RESPONSE,
                "reopened": False,
                "evidence": [],
            }
            for each in edition.competencies.order_by("number")
        ],
        "evidence": [],
    }
    return json.dumps(content), digest(content)
