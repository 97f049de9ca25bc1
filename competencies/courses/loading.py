"""Writes courses, bundles and agreements from a fixture. Safe to run again: what staff have changed stays."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from competencies.courses.models import ApprovalPeriod, Bundle, Course, Coverage, RecognitionAgreement
from competencies.courses.providers import provider_named
from competencies.standard.merging import Count, merge
from competencies.standard.models import SetEdition
from competencies.standard.services import current_edition
from lsscert.partial_dates import PartialDate

FIXTURE = Path(__file__).parent / "fixture.json"
DEMONSTRATION = Path(__file__).parent / "demonstration.json"


def read_fixture(path: Path = FIXTURE) -> dict[str, Any]:
    return json.loads(path.read_text())


@transaction.atomic
def load_courses(data: dict[str, Any]) -> dict[str, Count]:
    """Takes the fixture's shape; returns what was done, by kind of row. LookupError while no standard is loaded."""
    editions = {row.set.slug: row for row in SetEdition.objects.of(current_edition())}
    known = {row.fixture_key: row for row in Course.objects.select_for_update().exclude(fixture_key=None)}
    courses = Count()
    for entry in data["courses"]:
        _load_course(entry, known.get(entry["key"]), editions, bool(data.get("for_demonstration")), courses)
    agreements = Count()
    for entry in data["agreements"]:
        _load_agreement(entry, agreements)
    return {"courses": courses, "agreements": agreements}


def _load_course(
    entry: dict[str, Any],
    course: Course | None,
    editions: dict[str, SetEdition],
    for_demonstration: bool,
    count: Count,
) -> None:
    provider = provider_named(entry["provider"])
    if course is None:
        # Staff may have entered it before the fixture knew it.
        course = Course.objects.filter(provider=provider, title__iexact=entry["title"]).first()
    values = {name: entry[name] for name in ("title", "format", "cost", "url", "year", "note")}
    values |= {"provider": provider, "for_demonstration": for_demonstration}
    course = merge(course, Course(fixture_key=entry["key"]), values, count)
    if course.version == 0:
        _load_coverages(course, entry, editions)
        if "approvals" in entry:
            _load_approvals(course, entry["approvals"])


def _load_coverages(course: Course, entry: dict[str, Any], editions: dict[str, SetEdition]) -> None:
    wanted = []
    for slug in entry["sets"]:
        bundle = None
        if entry["bundle"]:
            bundle, _ = Bundle.objects.get_or_create(
                code=entry["bundle"], defaults={"set_edition": editions[slug]}
            )
        wanted.append(
            Coverage.objects.get_or_create(course=course, set_edition=editions[slug], bundle=bundle)[0].pk
        )
    course.coverages.exclude(pk__in=wanted).delete()


def _load_approvals(course: Course, entries: list[dict[str, Any]]) -> None:
    wanted = []
    for entry in entries:
        begins, ends = (PartialDate.parse(entry[name]) for name in ("begins", "ends"))
        period, _ = ApprovalPeriod.objects.update_or_create(
            course=course, begins=begins, defaults={"ends": ends}
        )
        wanted.append(period.pk)
    course.approvals.exclude(pk__in=wanted).delete()


def _load_agreement(entry: dict[str, Any], count: Count) -> None:
    college = provider_named(entry["college"], state=entry["state"])
    values = {name: entry[name] for name in ("programme", "sets", "extra", "year", "cost", "url", "note")}
    for name in ("agreed_on", "retroactive_to"):
        values[name] = PartialDate.parse(entry[name]) if entry[name] else None
    merge(
        RecognitionAgreement.objects.select_for_update().filter(fixture_key=entry["key"]).first(),
        RecognitionAgreement(fixture_key=entry["key"]),
        {**values, "college": college},
        count,
    )
