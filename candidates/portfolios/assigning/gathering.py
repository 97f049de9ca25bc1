"""What the ranking asks about: reviewers as they stand before one portfolio. A steady number of queries."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from candidates.fees.models import Seat
from candidates.journey.models import WorkPost
from candidates.portfolios.assigning.conflicts import Candidate, Judge, conflicts
from candidates.portfolios.assigning.loads import cap_of, is_available, last_assigned, loads, usual_cap
from candidates.portfolios.assigning.ranking import Ranking, Standing, rank
from candidates.portfolios.models import MustNotJudge, Portfolio, Review, Reviewer
from lsscert.accounts.models import Membership
from lsscert.money.models import Share

GAVE_IT_UP = (Review.Status.DECLINED, Review.Status.STEPPED_ASIDE, Review.Status.REPLACED)


def ranking(portfolio: Portfolio, round: int, day: date) -> Ranking:
    everybody = Reviewer.objects.filter(retired_on=None).select_related("person")
    return rank(standings(portfolio, round, everybody, day))


def standings(portfolio: Portfolio, round: int, reviewers: Iterable[Reviewer], day: date) -> list[Standing]:
    """`pk` is that of the reviewer's row. What is read after locking these rows still holds when a seat is taken."""
    rows = list(reviewers)
    people = [row.person_id for row in rows]
    told = _Told(portfolio, round, rows, day)
    loaded, last = loads(people, day, without=portfolio), last_assigned(people)
    return [
        told.standing(row, load=loaded.get(row.person_id, 0), last=last.get(row.person_id)) for row in rows
    ]


def candidate_of(portfolio: Portfolio) -> Candidate:
    return candidates_of([portfolio])[portfolio.pk]


def candidates_of(portfolios: Collection[Portfolio]) -> dict[int, Candidate]:
    """By portfolio: the candidate's name, address, libraries worked in, and organisations that pay for them."""
    people = {each.candidacy.person_id for each in portfolios}
    employers: dict[int, list[str]] = {pk: [] for pk in people}
    for person, library in _employers_of(people):
        employers[person].append(library)
    return {
        each.pk: Candidate(
            name=each.candidacy.person.name,
            email=each.candidacy.person.email,
            employers=tuple(dict.fromkeys(employers[each.candidacy.person_id])),
        )
        for each in portfolios
    }


def _employers_of(people: Collection[int]) -> Iterable[tuple[int, str]]:
    posts = WorkPost.objects.filter(application__candidacy__person__in=people)
    yield from posts.order_by("pk").values_list("application__candidacy__person", "library")
    shares = Share.objects.filter(invoice__person__in=people).exclude(state=Share.Status.WITHDRAWN)
    yield from shares.order_by("pk").values_list("invoice__person", "organisation__name")
    seats = Seat.objects.filter(redeemed_by__person__in=people)
    yield from seats.order_by("pk").values_list("redeemed_by__person", "order__organisation__name")


def judges_of(reviewers: Collection[Reviewer]) -> dict[int, Judge]:
    """By reviewer."""
    listed: dict[int, dict[str, list[str]]] = {row.pk: {} for row in reviewers}
    for row in MustNotJudge.objects.filter(reviewer__in=[each.pk for each in reviewers]).order_by("pk"):
        listed[row.reviewer_id].setdefault(row.kind, []).append(row.name)
    return {
        row.pk: Judge(
            name=row.person.name,
            email=row.person.email,
            employer=row.employer,
            listed_employers=tuple(listed[row.pk].get(MustNotJudge.Kind.EMPLOYER, [])),
            listed_people=tuple(listed[row.pk].get(MustNotJudge.Kind.PERSON, [])),
        )
        for row in reviewers
    }


class _Told:
    """Everything asked of the database once, for all reviewers together."""

    def __init__(self, portfolio: Portfolio, round: int, rows: list[Reviewer], day: date) -> None:
        self.portfolio, self.round, self.day = portfolio, round, day
        self.usual = usual_cap(day)
        self.candidate, self.judges = candidate_of(portfolio), judges_of(rows)
        set_pk = portfolio.set_edition.set_id
        self.qualified = set(
            Reviewer.objects.filter(qualifications__set=set_pk).order_by().values_list("pk", flat=True)
        )
        self.with_role = set(
            Membership.objects.filter(role=Membership.Role.REVIEWER).values_list("person", flat=True)
        )
        self.reviews = list(Review.objects.filter(portfolio=portfolio).order_by("pk"))
        self.earlier = set(
            Review.objects.filter(
                portfolio__candidacy__person=portfolio.candidacy.person_id,
                portfolio__set_edition__set=set_pk,
                state=Review.Status.HANDED_IN,
            )
            .exclude(portfolio=portfolio)
            .order_by()
            .values_list("reviewer", flat=True)
        )

    def standing(self, row: Reviewer, *, load: int, last: datetime | None) -> Standing:
        mine = [each for each in self.reviews if each.reviewer_id == row.person_id]
        return Standing(
            pk=row.pk,
            qualified=row.pk in self.qualified,
            trained=row.trained_at is not None,
            available=is_available(row, self.day),
            load=load,
            cap=cap_of(row, self.usual),
            last_assigned=last,
            conflicts=conflicts(self.judges[row.pk], self.candidate),
            retired=row.retired_on is not None or row.person_id not in self.with_role,
            own=row.person_id == self.portfolio.candidacy.person_id,
            has_a_seat=any(self._now(each) and each.state in _LIVE for each in mine),
            done_with_it=self._done_with_it(mine),
            goes_on=self.round == 2 and any(self._first_round(each) for each in mine),
            earlier_attempt=row.person_id in self.earlier,
        )

    def _now(self, review: Review) -> bool:
        return review.cycle == self.portfolio.cycle and review.round == self.round

    def _first_round(self, review: Review) -> bool:
        return (
            review.cycle == self.portfolio.cycle
            and review.round == 1
            and review.state == Review.Status.HANDED_IN
        )

    def _done_with_it(self, mine: list[Review]) -> bool:
        """Gave it up, or judged it before an appeal sent it back."""
        return any(
            each.state in GAVE_IT_UP
            or (each.cycle < self.portfolio.cycle and each.state == Review.Status.HANDED_IN)
            for each in mine
        )


_LIVE = (Review.Status.ASSIGNED, Review.Status.HANDED_IN)
