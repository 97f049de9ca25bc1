"""What the ranking needs to know, read for all reviewers at once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from allauth.account.models import EmailAddress
from django.db.models import Count, Max, Q

from candidates.portfolios.assigning.ranking import Facts, Place, ranked
from candidates.portfolios.models import Portfolio, Review, Reviewer
from candidates.portfolios.reviewers.conflicts import Candidate, Judge, conflicts
from lsscert.accounts.models import Membership, Person
from lsscert.clock import programme_day
from lsscert.policy import services as policy

_DECLINED = (Review.Status.DECLINED, Review.Status.CALLED_OFF)


def load_of_year(year: int) -> Q:
    """Of reviews: assigned in that calendar year (Chicago's is near enough to UTC's), and not given back unread."""
    return Q(person__reviews__assigned_at__year=year) & ~Q(person__reviews__state__in=_DECLINED)


def reviewers_with_load(today: date) -> list[Reviewer]:
    """Everybody who reviews, with `load` (portfolios this year) and `last` (moment last asked)."""
    rows = Reviewer.objects.filter(
        retired_on=None, person__memberships__role=Membership.Role.REVIEWER
    ).select_related("person")
    return list(
        rows.annotate(
            load=Count("person__reviews__portfolio", filter=load_of_year(today.year), distinct=True),
            last=Max("person__reviews__assigned_at"),
        )
        .prefetch_related("qualifications", "must_not_judge")
        .order_by("person__name", "pk")
        .distinct()
    )


def places_for(portfolio: Portfolio, *, today: date) -> list[tuple[Reviewer, Place]]:
    """Every reviewer in the order in which they should be asked, with what speaks against those who cannot."""
    found = reviewers_with_load(today)
    by_number = {row.person_id: row for row in found}
    facts = _facts(portfolio, found, today)
    return [(by_number[place.facts.number], place) for place in ranked(facts, today=today)]


def _facts(portfolio: Portfolio, found: Iterable[Reviewer], today: date) -> list[Facts]:
    candidate = candidate_of(portfolio)
    seated = set(Review.objects.of_now(portfolio).live().values_list("reviewer", flat=True))
    before = excluded(portfolio)
    addresses = _addresses([row.person for row in found])
    cap = policy.at("review.yearly_cap", today)
    return [
        Facts(
            number=row.person_id,
            qualified=any(each.set_id == portfolio.set_edition.set_id for each in row.qualifications.all()),
            trained=row.trained_at is not None,
            available=row.available,
            away_until=row.away_until,
            load=row.load,
            cap=cap if row.yearly_cap is None else row.yearly_cap,
            last_assigned=programme_day(row.last) if row.last else None,
            conflicts=conflicts(candidate, judge_of(row, addresses[row.person_id])),
            excluded=row.person_id in before,
            seated=row.person_id in seated,
        )
        for row in found
    ]


def excluded(portfolio: Portfolio) -> set[int]:
    """Who judged this portfolio before an appeal sent it back, or gave their seat up."""
    gone = (Review.Status.DECLINED, Review.Status.STEPPED_ASIDE, Review.Status.REPLACED)
    rows = portfolio.reviews.filter(Q(cycle__lt=portfolio.cycle) | Q(state__in=gone))
    return set(rows.values_list("reviewer", flat=True))


def candidate_of(portfolio: Portfolio) -> Candidate:
    person = portfolio.candidacy.person
    return Candidate(
        number=person.pk,
        names=(person.name,),
        addresses=tuple(_addresses([person])[person.pk]),
        places=tuple(portfolio.candidacy.application.posts.values_list("library", flat=True)),
    )


def judge_of(row: Reviewer, addresses: Iterable[str]) -> Judge:
    listed: dict[str, list[str]] = defaultdict(list)
    for each in row.must_not_judge.all():
        listed[each.kind].append(each.name)
    return Judge(
        number=row.person_id,
        addresses=tuple(addresses),
        places=(row.employer,) if row.employer else (),
        not_places=tuple(listed["employer"]),
        not_people=tuple(listed["person"]),
    )


def _addresses(people: Iterable[Person]) -> dict[int, set[str]]:
    people = list(people)
    found = {person.pk: {person.email} - {""} for person in people}
    users = {person.user_id: person.pk for person in people if person.user_id}
    for user, email in EmailAddress.objects.filter(user__in=users).values_list("user", "email"):
        found[users[user]].add(email)
    return found
