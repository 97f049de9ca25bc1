"""What a reviewer may take from the queue: nothing of it says whose it is."""

from dataclasses import dataclass
from datetime import date

from candidates.portfolios.assigning import seats
from candidates.portfolios.assigning.conflicts import conflicts
from candidates.portfolios.assigning.gathering import GAVE_IT_UP, candidates_of, judges_of
from candidates.portfolios.assigning.loads import cap_of, is_available, loads, usual_cap
from candidates.portfolios.models import Portfolio, Review, Reviewer, Submission

LOOKED_AT = 60
SHOWN = 25


@dataclass(frozen=True)
class Waiting:
    """`words` are those of all responses and the statement, so that nobody is surprised by the length."""

    portfolio: Portfolio
    words: int
    evidence: int


@dataclass(frozen=True)
class Standing:
    """Whether a reviewer can take anything at all."""

    load: int
    cap: int
    available: bool
    qualified: bool

    @property
    def may_take(self) -> bool:
        return self.available and self.qualified and self.load < self.cap


def standing_of(reviewer: Reviewer, today: date) -> Standing:
    return Standing(
        load=loads([reviewer.person_id], today).get(reviewer.person_id, 0),
        cap=cap_of(reviewer, usual_cap(today)),
        available=is_available(reviewer, today) and reviewer.retired_on is None,
        qualified=reviewer.qualifications.exists(),
    )


def waiting_for(reviewer: Reviewer) -> list[Waiting]:
    """Longest waiting first; without what they have a part in, gave back, judged before, or must not judge."""
    mine = Review.objects.filter(reviewer=reviewer.person_id)
    # Who gave it up, judged it, or has a seat is done with it; one called off by its candidate is free again.
    barred = mine.filter(state__in=[*GAVE_IT_UP, Review.Status.ASSIGNED, Review.Status.HANDED_IN])
    rows = (
        seats.with_free_seats()
        .filter(set_edition__set__in=reviewer.qualifications.order_by().values("set"))
        .exclude(candidacy__person=reviewer.person_id)
        .exclude(pk__in=barred.order_by().values("portfolio"))
        .select_related("set_edition__set", "candidacy__person")
    )
    looked_at = list(rows[:LOOKED_AT])
    judge, candidates = judges_of([reviewer])[reviewer.pk], candidates_of(looked_at)
    free = [each for each in looked_at if not conflicts(judge, candidates[each.pk])][:SHOWN]
    contents = _newest_contents(free)
    return [_waiting(each, contents.get(each.pk, {})) for each in free]


def _newest_contents(portfolios: list[Portfolio]) -> dict[int, dict]:
    rows = Submission.objects.filter(portfolio__in=portfolios).order_by("portfolio", "number")
    return dict(rows.values_list("portfolio", "content"))


def _waiting(portfolio: Portfolio, content: dict) -> Waiting:
    texts = [each.get("response", "") for each in content.get("competencies", [])]
    return Waiting(
        portfolio=portfolio,
        words=sum(len(text.split()) for text in (*texts, content.get("statement", ""))),
        evidence=len(content.get("evidence", [])),
    )
