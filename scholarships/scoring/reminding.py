"""Reminders to members of the committee who are behind."""

from lsscert import clock
from lsscert.letters import services as letters
from scholarships.scoring import finding
from scholarships.scoring.models import Judge


def remind(judge: Judge) -> None:
    """At most one letter a day."""
    letters.write(
        kind="scholarship_judge_reminder",
        occasion=f"{judge.ref}:{clock.today().isoformat()}",
        to=judge.person,
        round=judge.round,
        left=finding.how_far(judge)[1],
    )
