"""What a verified completion means for the candidate's sets; for a locked candidacy, in the caller's transaction."""

from datetime import datetime

from candidates.coursework.judging import Achieved, judge_set
from candidates.coursework.models import Completion
from candidates.journey import services as journey
from candidates.journey.models import Candidacy, SetAchievement
from competencies.courses.models import Course
from competencies.standard.models import SetEdition
from lsscert.accounts.models import Person

COURSE = SetAchievement.Route.COURSE


def sets_covered(course: Course, candidacy: Candidacy) -> list[SetEdition]:
    """The sets a course covers, alone or with others, in the edition the candidate is judged by."""
    editions = SetEdition.objects.filter(coverages__course=course, edition=candidacy.edition)
    return list(editions.select_related("set").distinct().order_by("set_id"))


def record_what_is_achieved(completion: Completion, *, by: Person, now: datetime) -> list[SetAchievement]:
    """The sets that a newly verified completion completes."""
    candidacy = completion.candidacy
    new = []
    for set_edition in sets_covered(completion.course, candidacy):
        achieved = judge_set(candidacy, set_edition)
        if achieved and not _standing(candidacy, set_edition):
            new.append(_record(candidacy, set_edition, achieved, by=by, now=now))
    return new


def annul_what_rested_on(
    completion: Completion, *, why: str, by: Person, now: datetime
) -> list[SetAchievement]:
    """A completion is no longer verified: what it achieved falls, unless other courses achieve the set as well."""
    candidacy = completion.candidacy
    annulled = []
    for set_edition in sets_covered(completion.course, candidacy):
        achievement = _standing(candidacy, set_edition)
        if achievement is None or achievement.route != COURSE:
            continue
        other = judge_set(candidacy, set_edition)
        if other and other.source == achievement.source:
            continue
        journey.annul_achievement(achievement=achievement, why=why, by=by, now=now)
        if other:
            _record(candidacy, set_edition, other, by=by, now=now)
        else:
            annulled.append(achievement)
    return annulled


def _standing(candidacy: Candidacy, set_edition: SetEdition) -> SetAchievement | None:
    return candidacy.achievements.filter(set_edition=set_edition, annulled_at=None).first()


def _record(
    candidacy: Candidacy, set_edition: SetEdition, achieved: Achieved, *, by: Person, now: datetime
) -> SetAchievement:
    return journey.record_achievement(
        candidacy=candidacy,
        set_edition=set_edition,
        route=COURSE,
        achieved_on=achieved.achieved_on,
        source=achieved.source,
        by=by,
        now=now,
    )
