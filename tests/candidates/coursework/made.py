"""Courses, proofs and completions for tests, made through the real services."""

import io
from datetime import date, datetime
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from candidates.coursework import services
from candidates.coursework.models import Completion
from candidates.journey.models import Candidacy
from competencies.courses.models import ApprovalPeriod, Bundle, Course, Coverage
from competencies.standard.models import SetEdition
from lsscert.accounts.models import Organisation, Person
from lsscert.partial_dates import PartialDate
from tests.people import NOW

_numbers = count(1)
COMPLETED = date(2025, 6, 2)
"""In the approval of every course below that has one, and within two years before it."""


def provider(name: str = "Infopeople") -> Organisation:
    return Organisation.objects.get_or_create(kind=Organisation.Kind.PROVIDER, name=name)[0]


def course(*sets: str, title: str = "", approved: str | None = "2024-03-01/", bundle: str = "") -> Course:
    """`sets` by code; `approved` as "2024-03-01/2028-02-29", either side a month or empty; None for no period."""
    made = Course.objects.create(provider=provider(), title=title or f"Course {next(_numbers)}")
    for code in sets:
        edition = SetEdition.objects.get(set__code=code)
        together = bundle and Bundle.objects.get_or_create(code=bundle, defaults={"set_edition": edition})[0]
        Coverage.objects.create(course=made, set_edition=edition, bundle=together or None)
    if approved is not None:
        begins, ends = (PartialDate.parse(side) if side else None for side in approved.split("/"))
        ApprovalPeriod.objects.create(course=made, begins=begins, ends=ends)
    return made


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "tan").save(out, "PNG")
    return out.getvalue()


def proof(name: str = "certificate.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture(), content_type="image/png")


def reported(
    candidacy: Candidacy,
    what: Course,
    *,
    completed_on: date = COMPLETED,
    passed: bool = True,
    by: Person | None = None,
    now: datetime = NOW,
) -> Completion:
    return services.report_completion(
        candidacy=candidacy,
        course=what,
        completed_on=completed_on,
        passed=passed,
        proof=proof(),
        by=by or candidacy.person,
        now=now,
    )
