"""Reminders of follow-up reports: each step once, also after nights on which nothing ran."""

from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from lsscert.letters.models import Letter
from scholarships.following import reporting, services
from scholarships.following.clocks import reminder
from scholarships.following.models import FollowUp
from tests.scholarships.following import making
from tests.scholarships.making import NOW, TODAY

DUE = date(2026, 5, 20)


@pytest.mark.parametrize(
    ("today", "reminded", "expected"),
    [
        (date(2026, 5, 5), None, None),  # fifteen days before
        (date(2026, 5, 6), None, 14),
        (date(2026, 5, 6), 14, None),
        (date(2026, 5, 9), None, 14),  # slept for three nights
        (date(2026, 5, 16), 14, None),
        (date(2026, 5, 17), 14, 3),
        (date(2026, 5, 19), None, 3),  # slept through the first: one letter, not two
        (date(2026, 5, 20), 3, None),
        (date(2026, 5, 26), 3, None),
        (date(2026, 5, 27), 3, -7),
        (date(2026, 8, 1), 14, -7),
        (date(2026, 8, 1), -7, None),
    ],
)
def test_the_latest_step_that_was_reached_and_not_written(
    today: date, reminded: int | None, expected: int | None
) -> None:
    assert reminder(DUE, reminded, today) == expected


def accepted(due_in: int) -> FollowUp:
    award = making.offered(making.announced(report_due_on=TODAY + timedelta(days=due_in)))
    services.accept(award=award, by=award.person, now=NOW)
    return FollowUp.objects.get(award=award)


def night(days: int) -> int:
    return reporting.remind(NOW + timedelta(days=days))


def sent() -> list[str]:
    rows = Letter.objects.filter(kind="scholarship_report_reminder").order_by("pk")
    return [row.subject.split(" by ")[0] for row in rows]


@pytest.mark.django_db
@pytest.mark.usefixtures("real_policy")
class TestNights:
    def test_every_night_each_step_once(self) -> None:
        accepted(20)
        assert {day: 1 for day in range(40) if night(day)} == {6: 1, 17: 1, 27: 1}
        assert sent() == ["Your follow-up report is due"] * 2 + ["Your follow-up report is overdue"]

    def test_a_night_that_was_slept_through_is_made_up_for(self) -> None:
        accepted(20)
        assert [night(day) for day in (5, 8, 9, 28, 29)] == [0, 1, 0, 1, 0]
        assert sent() == ["Your follow-up report is due", "Your follow-up report is overdue"]

    @pytest.mark.parametrize("done", [{"handed_in_at": NOW}, {"excused_why": "Called off"}])
    def test_who_handed_it_in_or_was_excused_is_left_alone(self, done: dict[str, Any]) -> None:
        row = accepted(20)
        FollowUp.objects.filter(pk=row.pk).update(**done)
        assert night(18) == 0

    def test_who_accepts_shortly_before_it_is_due_is_not_reminded_at_once(self) -> None:
        accepted(10)
        assert [night(day) for day in (0, 1, 7)] == [0, 0, 1]

    def test_reminders_that_went_before_are_not_written_again(self) -> None:
        row = accepted(20)
        FollowUp.objects.update(reminded=None)
        for day in (6, 17):
            Letter.objects.create(
                kind="scholarship_report_reminder",
                occasion=f"{row.ref}:{TODAY + timedelta(days=day)}",
                address=f"{day}@demo.test",
                language="en",
                subject="x",
                body="x",
                message_id=f"{day}",
                written_at=NOW,
            )
        import_module("scholarships.following.migrations.0006_reminders_so_far").note(apps, None)
        assert FollowUp.objects.get().reminded == 3
        assert night(18) == 0
