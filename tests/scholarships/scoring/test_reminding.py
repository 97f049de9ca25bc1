"""Who is behind is reminded on Mondays, once the days of the policy have passed since they took their seat."""

from datetime import date, timedelta

import pytest

from lsscert.letters.models import Letter
from lsscert.policy.models import PolicyRow
from scholarships.scoring.models import Judge
from scholarships.scoring.tasks import score
from tests.scholarships.making import NOW  # a Monday
from tests.scholarships.scoring.making import being_scored, member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]


@pytest.mark.parametrize(
    ("weekday", "sat_days", "policy_days", "reminded"),
    [
        (0, 8, 7, True),
        (0, 6, 7, False),
        (1, 8, 7, False),
        (0, 8, 14, False),
        (0, 15, 14, True),
        (0, 1, 0, True),
    ],
)
def test_the_figure_in_force_says_when(
    settings, weekday: int, sat_days: int, policy_days: int, reminded: bool
) -> None:
    settings.FAKE_NOW = NOW + timedelta(days=weekday)
    PolicyRow.objects.create(
        key="scholarship.score_reminder_days", value=str(policy_days), effective_from=date(2026, 3, 1)
    )
    judge = member(being_scored(1))
    Judge.objects.filter(pk=judge.pk).update(joined_at=settings.FAKE_NOW - timedelta(days=sat_days, hours=1))
    for _twice in range(2):
        score(timestamp=0)
    assert Letter.objects.filter(kind="scholarship_judge_reminder").count() == int(reminded)
