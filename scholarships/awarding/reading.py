"""One application as the meeting reads it: what judges read, its letters of reference, and what each of them gave."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from scholarships.applying.models import ScholarshipApplication
from scholarships.applying.reading import Readable, for_judges
from scholarships.scoring.models import Sheet
from scholarships.scoring.points import Summary, summary
from scholarships.scoring.showing import handed_in, percent_of, weights_of


@dataclass(frozen=True)
class Given:
    sheet: Sheet
    percent: Fraction


@dataclass(frozen=True)
class AtTheMeeting:
    read: Readable
    letters: list[Any]
    given: list[Given]
    summary: Summary


def for_the_meeting(application: ScholarshipApplication) -> AtTheMeeting:
    """Scores are in by now, so letters are read in a blind round as well, though they may name the person."""
    weights = weights_of(application.round)
    given = [Given(sheet, percent_of(sheet, application.round, weights)) for sheet in handed_in(application)]
    return AtTheMeeting(
        read=for_judges(application),
        letters=list(application.letters.filter(state="given")),
        given=given,
        summary=summary([each.percent for each in given]),
    )
