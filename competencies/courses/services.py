"""What staff do with courses and their approvals. Each function is one act by one person, in one transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from competencies.courses.approval import usual_end
from competencies.courses.hooks import APPROVALS_CHANGED
from competencies.courses.models import ApprovalPeriod, Course
from competencies.courses.providers import provider_named
from competencies.standard.models import SetEdition
from competencies.standard.services import current_edition
from competencies.standard.versions import require_version
from lsscert.accounts.models import Person
from lsscert.partial_dates import PartialDate
from lsscert.policy import services as policy
from lsscert.refused import Refused


@transaction.atomic
def add_course(*, provider: str, sets: Sequence[SetEdition], by: Person, **facts: Any) -> Course:
    """`provider` is its name, known or new; `facts` are title, format, cost, url, note."""
    course = Course(provider=provider_named(provider), version=1, **facts)
    _save(course)
    _cover(course, sets)
    return course


@transaction.atomic
def edit_course(
    *, course: Course, provider: str, sets: Sequence[SetEdition], version: int, by: Person, **facts: Any
) -> Course:
    """Refused `changed_meanwhile` when `version` is not the one on record."""
    course = course.lock()
    require_version(course, version)
    facts["provider"] = provider_named(provider)
    changed = _cover(course, sets) or any(getattr(course, name) != value for name, value in facts.items())
    if changed:
        for name, value in facts.items():
            setattr(course, name, value)
        course.version += 1
        _save(course)
    return course


@transaction.atomic
def add_approval(
    *,
    course: Course,
    begins: PartialDate | None,
    ends: PartialDate | None,
    source: str,
    by: Person,
    now: datetime,
) -> ApprovalPeriod:
    """Record when a course was approved. An end left out is the usual one."""
    course = _touch(course)
    period = ApprovalPeriod(course=course)
    _write_period(period, begins, ends, source)
    APPROVALS_CHANGED(course=course, by=by, now=now)
    return period


@transaction.atomic
def correct_approval(
    *,
    period: ApprovalPeriod,
    begins: PartialDate | None,
    ends: PartialDate | None,
    source: str,
    version: int,
    by: Person,
    now: datetime,
) -> ApprovalPeriod:
    """`version` is the course's. What was counted before by the old dates is looked at again by whoever listens."""
    course = period.course.lock()
    require_version(course, version)
    course = _touch(course)
    period = period.lock()
    _write_period(period, begins, ends, source)
    APPROVALS_CHANGED(course=course, by=by, now=now)
    return period


@transaction.atomic
def remove_approval(*, period: ApprovalPeriod, by: Person, now: datetime) -> None:
    """Take back a period that was entered wrongly. Removing it twice does no harm."""
    course = _touch(period.course)
    if ApprovalPeriod.objects.filter(pk=period.pk).delete()[0]:
        APPROVALS_CHANGED(course=course, by=by, now=now)


def _write_period(
    period: ApprovalPeriod, begins: PartialDate | None, ends: PartialDate | None, source: str
) -> None:
    if begins is None and ends is None:
        raise Refused("approval_empty", _("Neither date is there."), _("Give at least one of the two."))
    if begins and ends is None:
        ends = usual_end(begins, policy.at("course.approval_years", begins.first()))
    if begins and ends and ends.last() < begins.first():
        raise Refused("approval_order", _("The approval would end before it begins."), _("Check both dates."))
    others = period.course.approvals.exclude(pk=period.pk)
    if others.filter(begins=begins).exists():
        raise Refused(
            "approval_known",
            _("An approval with that beginning is on record already."),
            _("Correct that one, if its end is wrong."),
        )
    period.begins, period.ends, period.source = begins, ends, source
    period.save()


def _touch(course: Course) -> Course:
    course = course.lock()
    course.version += 1
    course.save(update_fields=["version"])
    return course


def _save(course: Course) -> None:
    try:
        with transaction.atomic():
            course.save()
    except IntegrityError as problem:
        raise Refused(
            "course_known",
            _("This provider has a course of that title already."),
            _("Look it up in the list, or tell the two apart in the title."),
        ) from problem


def _cover(course: Course, sets: Sequence[SetEdition]) -> bool:
    """The sets it achieves alone; True when that changes. What counts in a bundle, or in other editions, stays."""
    if not sets and not course.coverages.exclude(bundle=None).exists():
        raise Refused("covers_nothing", _("A course must cover at least one set."), _("Choose one."))
    editions = SetEdition.objects.filter(edition=sets[0].edition if sets else current_edition())
    alone = course.coverages.filter(bundle=None, set_edition__in=editions)
    dropped, _by_model = alone.exclude(set_edition__in=sets).delete()
    added = [course.coverages.get_or_create(set_edition=edition, bundle=None)[1] for edition in sets]
    return bool(dropped) or any(added)
