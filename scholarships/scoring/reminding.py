"""Letters to members of the committee: there is something to read, and you are behind."""

from lsscert import clock
from lsscert.letters import services as letters
from scholarships.scoring import finding
from scholarships.scoring.models import Judge


def say_it_is_ready(judge: Judge, *, left: int) -> None:
    """Once for a seat."""
    letters.write(
        kind="scholarship_ready_to_score", occasion=judge.ref, to=judge.person, round=judge.round, left=left
    )


def remind(judge: Judge) -> None:
    """At most one letter a day."""
    letters.write(
        kind="scholarship_judge_reminder",
        occasion=f"{judge.ref}:{clock.today().isoformat()}",
        to=judge.person,
        round=judge.round,
        left=finding.how_far(judge)[1],
    )
