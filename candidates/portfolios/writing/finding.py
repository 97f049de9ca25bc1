"""A person's portfolios, and the sets of their plan with what is written for each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import Http404, HttpRequest

from candidates.journey.models import Candidacy
from candidates.journey.plan import PlannedSet, plan_of
from candidates.portfolios import pathway
from candidates.portfolios.models import STATUS, Portfolio
from lsscert import clock
from lsscert.accounts.models import Person
from lsscert.accounts.viewer import me
from lsscert.states import State


def own_portfolio(person: Person, slug: str, ref: str = "") -> Portfolio:
    """The newest of that set, or an earlier one by its ref; 404 for anybody else's."""
    rows = Portfolio.objects.filter(candidacy__person=person, set_edition__set__slug=slug)
    if ref:
        rows = rows.filter(ref=ref)
    found = (
        rows.select_related("candidacy__person", "set_edition__set")
        .order_by("-candidacy__applied_at", "-attempt")
        .first()
    )
    if found is None:
        raise Http404
    return found


def pathway_concerns(request: HttpRequest) -> bool:
    """Whether portfolios are of any use to who is looking: the pathway is open, or they have one to read."""
    return pathway.is_open(clock.today()) or Portfolio.objects.filter(candidacy__person=me(request)).exists()


@dataclass
class OfSet:
    """One set of the plan: its newest portfolio, if any, and the ones before it."""

    planned: PlannedSet
    portfolio: Portfolio | None = None
    earlier: Sequence[Portfolio] = ()
    consented: bool = False

    @property
    def info(self) -> State | None:
        return STATUS[self.portfolio.state] if self.portfolio else None

    @property
    def can_begin(self) -> bool:
        """As far as the set goes; whether the person may is the service's to say."""
        if self.planned.achieved:
            return False
        state = self.portfolio.state if self.portfolio else Portfolio.Status.WITHDRAWN
        return state == Portfolio.Status.WITHDRAWN or self.consented


@dataclass
class Overview:
    sets: list[OfSet] = field(default_factory=list)
    past: list[Portfolio] = field(default_factory=list)
    """Of an earlier candidacy."""


def overview(person: Person, candidacy: Candidacy | None) -> Overview:
    rows = list(
        Portfolio.objects.filter(candidacy__person=person)
        .select_related("set_edition__set", "consent")
        .order_by("-candidacy__applied_at", "-attempt")
    )
    current: dict[int, list[Portfolio]] = defaultdict(list)
    for row in rows:
        if candidacy and row.candidacy_id == candidacy.pk:
            current[row.set_edition.set_id].append(row)
    past = [row for row in rows if candidacy is None or row.candidacy_id != candidacy.pk]
    if candidacy is None or not candidacy.edition:
        return Overview([], past)
    picked = {str(pk) for pk in candidacy.electives.values_list("set_id", flat=True)}
    planned = [each for each in plan_of(candidacy, picked=picked) if each.picked or current.get(each.set.pk)]
    return Overview([_of_set(each, current.get(each.set.pk, [])) for each in planned], past)


def _of_set(planned: PlannedSet, rows: list[Portfolio]) -> OfSet:
    failed = next((row for row in rows if row.state == Portfolio.Status.NOT_ACHIEVED), None)
    newest = rows[0] if rows else None
    consented = failed is not None and hasattr(failed, "consent")
    in_hand = newest is not None and newest.state not in {
        Portfolio.Status.NOT_ACHIEVED,
        Portfolio.Status.WITHDRAWN,
    }
    return OfSet(planned, newest, rows[1:], consented and not in_hand)
