"""Reminders before a round closes: to referees who have not written, to those whose draft is not handed in."""

from datetime import datetime, timedelta

from django.db import transaction

from lsscert.accounts.models import Link
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from scholarships.applying.models import Reference, ScholarshipApplication
from scholarships.applying.references import REFERENCE_LINK, WANTS_LETTERS, with_link
from scholarships.rounds.models import Round

REFEREES_BEFORE, DRAFTS_BEFORE = 5, 3
"""Days before the closing day."""


def remind(now: datetime) -> int:
    """Safe to run again on the same day; returns how many were reminded."""
    return remind_referees(now) + remind_of_drafts(now)


def _rounds(now: datetime, days: int) -> list[int]:
    last = programme_day(now) + timedelta(days=days)
    rows = Round.objects.filter(
        state=Round.Status.PUBLISHED, closes_on=last, opens_on__lte=programme_day(now)
    )
    return list(rows.values_list("pk", flat=True))


def remind_referees(now: datetime) -> int:
    rows = Reference.objects.filter(
        state=Reference.Status.ASKED,
        application__state__in=WANTS_LETTERS,
        application__round__in=_rounds(now, REFEREES_BEFORE),
    )
    return sum(_remind_referee(row, now) for row in rows)


@transaction.atomic
def _remind_referee(reference: Reference, now: datetime) -> bool:
    """Not who had a letter in the last day."""
    reference = reference.lock()
    lately = Link.objects.filter(
        kind=REFERENCE_LINK, subject=reference.ref, made_at__gt=now - timedelta(hours=20)
    )
    if reference.state != Reference.Status.ASKED or lately.exists():
        return False
    letters.write_to_address(kind="scholarship_reference_reminder", **with_link(reference, by=None, now=now))
    return True


def remind_of_drafts(now: datetime) -> int:
    rows = ScholarshipApplication.objects.filter(
        state=ScholarshipApplication.Status.DRAFT, round__in=_rounds(now, DRAFTS_BEFORE)
    ).select_related("person", "round__organisation")
    for row in rows:
        letters.write(
            kind="scholarship_draft_reminder",
            occasion=row.ref,
            to=row.person,
            application=row,
            round=row.round,
        )
    return len(rows)
