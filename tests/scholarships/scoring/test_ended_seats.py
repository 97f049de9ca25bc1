"""A judge leaves in the middle of scoring: what they gave is kept and not counted, and somebody else takes over."""

from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction

from lsscert.refused import Refused
from scholarships.awarding.models import Meeting
from scholarships.rounds.models import Round
from scholarships.scoring import finding, inviting, services
from scholarships.scoring.models import Judge, Sheet
from scholarships.scoring.showing import handed_in, summaries
from tests.scholarships import making
from tests.scholarships.making import NOW
from tests.scholarships.scoring.making import being_scored, member, score

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]


class Scored:
    """Three applications, read by two: Leah gave the first two 0 of 5, Stan gave all three 4."""

    def __init__(self) -> None:
        self.round = being_scored(3)
        self.leah, self.stan = member(self.round, "Leah Leaves"), member(self.round, "Stan Stays")
        self.rows = list(self.round.applications.order_by("number"))
        for row in self.rows[:2]:
            score(self.leah, row, 0)
        for row in self.rows:
            score(self.stan, row, 4)
        self.organiser = making.member(making.Role.ORGANISER, name="Orla Organiser")

    def end(self, **said: object) -> Judge:
        facts = {"judge": self.leah, "why": "Ill", "by": self.organiser, "now": NOW}
        return inviting.end_seat(**facts | said)

    def given(self) -> dict[int, int]:
        """How many sheets of each count."""
        return {row.number: len(handed_in(row)) for row in self.rows}


@pytest.fixture
def scored() -> Scored:
    return Scored()


def refused(scored: Scored, **said: object) -> str:
    with pytest.raises(Refused) as no:
        scored.end(**said)
    return no.value.code


def test_their_scores_are_kept_and_not_counted(scored: Scored) -> None:
    first = scored.rows[0].pk
    before = summaries(scored.round)[first].mean
    scored.end()
    assert Sheet.objects.filter(judge=scored.leah).count() == 2
    assert scored.given() == {1: 1, 2: 1, 3: 1}
    assert summaries(scored.round)[first].mean == 2 * before == Fraction(80)
    assert [(row.number, row.sheets_in) for row in finding.progress(scored.round)["applications"]] == [
        (1, 1),
        (2, 1),
        (3, 1),
    ]
    assert [(judge.person.name, judge.given) for judge in finding.ended(scored.round)] == [("Leah Leaves", 2)]


def test_whoever_comes_instead_starts_with_what_is_least_scored(scored: Scored) -> None:
    third = member(scored.round, "Third Member")
    score(third, scored.rows[2])
    instead = services.join_from_outside(
        round_=scored.round, person=making.member(making.Role.OUTSIDE, name="Iris Instead"), now=NOW
    )
    services.declare(judge=instead, known=[], now=NOW)
    # With Leah's two, each of the three would have been scored twice.
    assert scored.given() == {1: 2, 2: 2, 3: 2}
    scored.end()
    for _time in range(5):
        assert services.next_for(instead).number in {1, 2}


def test_what_was_only_begun_is_gone_and_nothing_more_is_saved(scored: Scored) -> None:
    services.save(judge=scored.leah, application=scored.rows[2], points={}, comment="hm", version=0, now=NOW)
    stale = Judge.objects.get(pk=scored.leah.pk)
    scored.end()
    assert not Sheet.objects.filter(judge=scored.leah, handed_in_at=None).exists()
    with pytest.raises(Refused) as no:
        score(stale, scored.rows[2])
    assert no.value.code == "seat_ended"


def test_once_the_committee_has_met_scores_stay_as_it_saw_them(scored: Scored) -> None:
    Meeting.objects.create(round=scored.round, opened_at=NOW, opened_by=scored.organiser)
    scored.end()
    assert scored.given() == {1: 2, 2: 2, 3: 1}


def test_an_end_has_a_reason_and_comes_once(scored: Scored) -> None:
    assert refused(scored, why=" \0 ") == "why_missing"
    scored.end()
    assert refused(scored) == "seat_ended"
    Round.objects.filter(pk=scored.round.pk).update(state=Round.Status.DECIDED)
    assert refused(scored, judge=scored.stan) == "round_decided"


def test_the_database_counts_the_scores_of_who_sits(scored: Scored) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Judge.objects.filter(pk=scored.stan.pk).update(scores_count=False)
