"""A demo portfolio and its reviews, put down as the rows that their services write."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from candidates.journey import services as journey
from candidates.journey.models import Candidacy, SetAchievement
from candidates.portfolios.deciding.arithmetic import as_kept
from candidates.portfolios.evidence import services as evidence
from candidates.portfolios.models import (
    STATUS,
    Decision,
    Evidence,
    EvidenceUse,
    Portfolio,
    Rating,
    Response,
    Review,
    Sheet,
    Submission,
)
from candidates.portfolios.outcome import Outcome, Rules
from candidates.portfolios.steps import locked, set_of
from candidates.portfolios.submitting import freezing
from competencies.standard.models import SetEdition
from competencies.standard.services import current_edition
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.desk.demo import paper
from lsscert.desk.demo import portfolio_words as words
from lsscert.desk.demo.story import Story

S = Portfolio.Status
REVIEW_DAYS, MORE_DAYS = timedelta(days=30), timedelta(days=60)


@dataclass
class Case:
    """One portfolio of one story. Days are counted back from today, as there."""

    story: Story
    portfolio: Portfolio

    @classmethod
    def begun(cls, story: Story, slug: str, alias: str, ago: int) -> "Case":
        edition = SetEdition.objects.get(set__slug=slug, edition=current_edition())
        with story.on(ago) as now:
            portfolio = Portfolio.objects.create(
                candidacy=story.candidacy, set_edition=edition, alias=alias, started_at=now
            )
            case = cls(story, portfolio)
            journey.note(case._candidacy, "portfolio_begun", by=story.person, now=now, set=case._set)
        return case

    def write(self, ago: int, most: int | None = None) -> None:
        """Responses to the first `most` competencies, or to all with the learning statement."""
        with self.story.on(ago) as now:
            links = [
                Evidence.objects.create(
                    portfolio=self.portfolio, number=number, url=url, caption=caption, added_at=now
                )
                for number, (url, caption) in enumerate(words.LINKS, 1)
            ]
            for competency in self.portfolio.set_edition.competencies.order_by("number")[:most]:
                response = Response.objects.create(
                    portfolio=self.portfolio,
                    competency=competency,
                    way=Response.Way.OWN,
                    introduction=words.INTRODUCTION,
                    text=words.RESPONSES[competency.number % 2],
                    version=1,
                    saved_at=now,
                )
                EvidenceUse.objects.create(
                    evidence=links[competency.number % 2], response=response, weight="primary", place=0
                )
            if most is None:
                Sheet.objects.create(
                    portfolio=self.portfolio,
                    kind=Sheet.Kind.STATEMENT,
                    text=words.STATEMENT,
                    version=1,
                    saved_at=now,
                )

    def attach(self, ago: int, number: int) -> None:
        """A page of its candidate's own, for one competency."""
        with self.story.on(ago) as now:
            evidence.add_file(
                response=self.portfolio.responses.get(competency__number=number),
                upload=paper.work(),
                weight=EvidenceUse.Weight.PRIMARY,
                caption="A guide made for the desk",
                by=self.story.person,
                now=now,
            )

    def hand_in(self, ago: int, reopened: tuple[int, ...] = ()) -> None:
        """First, or again after more information was asked for."""
        again, person = bool(reopened), self.story.person
        with self.story.on(ago) as now:
            content = freezing.content_of(
                self.portfolio, rules=freezing.rules_on(programme_day(now)), reopened=reopened
            )
            number = self.portfolio.submissions.count() + 1
            Submission.objects.create(
                portfolio=self.portfolio,
                number=number,
                round=2 if again else 1,
                why=Submission.Why.MORE if again else Submission.Why.FIRST,
                content=content,
                sha256=freezing.digest(content),
                submitted_at=now,
                by=person,
                declared_own=True,
                declared_private=True,
            )
            if again:
                self._change(S.SECOND_ROUND, more_due_on=None)
                journey.note(self._candidacy, "portfolio_more_sent", by=person, now=now, set=self._set)
            else:
                self._change(S.SUBMITTED, submitted_at=now)
                journey.note(
                    self._candidacy, "portfolio_submitted", by=person, now=now, set=self._set, number=number
                )

    def assign(self, ago: int, *reviewers: Person, round: int = 1) -> list[Review]:
        with self.story.on(ago, self.story.staff) as now:
            return [
                Review.objects.create(
                    portfolio=self.portfolio,
                    cycle=self.portfolio.cycle,
                    round=round,
                    seat=seat,
                    reviewer=reviewer,
                    assigned_at=now,
                    assigned_by=self.story.staff,
                    due_on=self.story.day(ago) + REVIEW_DAYS,
                )
                for reviewer, seat in zip(reviewers, Review.Seat.values, strict=False)
            ]

    def rate(self, ago: int, review: Review, given: Mapping[int, str]) -> None:
        """Opens it and rates so many; not handed in yet."""
        with self.story.on(ago, review.reviewer) as now:
            review.opened_at = now
            review.save(update_fields=["opened_at"])
            if self.portfolio.state == S.SUBMITTED:
                self._change(S.IN_REVIEW)
                journey.note(self._candidacy, "portfolio_review_began", by=None, now=now, set=self._set)
            competencies = {each.number: each for each in self.portfolio.set_edition.competencies.all()}
            Rating.objects.bulk_create(
                Rating(
                    review=review,
                    competency=competencies[number],
                    value=value,
                    comment=words.COMMENTS.get(value, ""),
                    version=1,
                    saved_at=now,
                )
                for number, value in given.items()
            )

    def hand_in_review(self, ago: int, review: Review, given: Mapping[int, str]) -> None:
        self.rate(ago + 1, review, given)
        with self.story.on(ago, review.reviewer) as now:
            review.state, review.handed_in_at = Review.Status.HANDED_IN, now
            review.save(update_fields=["state", "handed_in_at"])

    def decide(self, ago: int, found: Outcome, *, round: int = 1) -> Decision:
        """The outcome, which nobody but the office knows yet."""
        with self.story.on(ago, self.story.staff) as now:
            return Decision.objects.create(
                portfolio=self.portfolio,
                cycle=self.portfolio.cycle,
                round=round,
                kind=found.kind.value,
                unanimous=found.unanimous,
                may_decline=found.may_decline,
                arithmetic=as_kept(found, Rules()),
                decided_at=now,
            )

    def release(self, ago: int, decision: Decision) -> None:
        staff = self.story.staff
        with self.story.on(ago, staff) as now:
            decision.released_at, decision.released_by = now, staff
            decision.save(update_fields=["released_at", "released_by"])
            if decision.kind == Decision.Kind.MORE_INFORMATION:
                due = self.story.day(ago) + MORE_DAYS
                self._change(S.MORE_INFORMATION, more_due_on=due)
                journey.note(
                    self._candidacy,
                    "portfolio_more_asked",
                    by=staff,
                    now=now,
                    set=self._set,
                    days=MORE_DAYS.days,
                )
                return
            self._change(S(decision.kind), closed_on=self.story.day(ago))
            if decision.kind == Decision.Kind.ACHIEVED:
                journey.record_achievement(
                    candidacy=self.story.candidacy,
                    set_edition=self.portfolio.set_edition,
                    route=SetAchievement.Route.PORTFOLIO,
                    achieved_on=self.story.day(ago),
                    source=f"Portfolio for {set_of(self.portfolio).name}",
                    by=staff,
                    now=now,
                )
            journey.note(
                self._candidacy,
                "portfolio_decided",
                by=staff,
                now=now,
                set=self._set,
                outcome=decision.get_kind_display(),
            )

    def _change(self, to: Portfolio.Status, **changes: Any) -> None:
        portfolio = locked(self.portfolio)
        STATUS.move(portfolio, to, **changes)
        self.portfolio = portfolio

    @property
    def _candidacy(self) -> Candidacy:
        return self.story.candidacy

    @property
    def _set(self) -> str:
        return set_of(self.portfolio).name
