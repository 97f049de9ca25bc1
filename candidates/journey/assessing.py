"""From a stored application to the eligibility rule, with the policy of the day it was submitted."""

from collections.abc import Iterable
from datetime import date

from candidates.journey.eligibility import Assessment, Post, Rules, assess
from candidates.journey.models import Application, WorkPost
from lsscert.clock import programme_day
from lsscert.policy import services as policy


def rules_on(day: date) -> Rules:
    return Rules(
        window_years=policy.at("eligibility.window_years", day),
        hours_needed=policy.at("eligibility.hours", day),
        weekly_flag_hours=policy.at("eligibility.weekly_flag_hours", day),
    )


def as_post(row: WorkPost) -> Post:
    return Post(
        label=row.library,
        starts=row.starts,
        ends=row.ends,
        hours_per_week=row.hours_per_week,
        weeks_per_year=row.weeks_per_year,
        corrected_hours=row.corrected_hours,
        correction_note=row.correction_note,
    )


def assess_rows(*, rows: Iterable[WorkPost], has_diploma: bool, applied_on: date) -> Assessment:
    """Also for rows that are not saved yet, so the form can say beforehand what the rule will say."""
    return assess(
        posts=[as_post(row) for row in rows],
        has_diploma=has_diploma,
        applied_on=applied_on,
        rules=rules_on(applied_on),
    )


def assess_application(application: Application) -> Assessment:
    return assess_rows(
        rows=application.posts.all(),
        has_diploma=application.has_diploma,
        applied_on=programme_day(application.candidacy.applied_at),
    )
