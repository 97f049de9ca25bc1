"""Who offers what: courses, bundles of them, the periods in which they are approved, and recognition agreements."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from competencies.standard.models import SetEdition
from lsscert.accounts.models import Organisation
from lsscert.partial_date_field import PartialDateField
from lsscert.personal import classed
from lsscert.records import Record, RecordManager, tracked


class CourseQuerySet(models.QuerySet["Course"]):
    def with_facts(self) -> "CourseQuerySet":
        """Together with everything a page says of a course."""
        return self.select_related("provider").prefetch_related(
            "approvals", "coverages__set_edition__set", "coverages__bundle"
        )

    def without_approval_date(self) -> "CourseQuerySet":
        """Those of which nobody can say yet whether a completion counts (`approval.date_missing`)."""
        periods = ApprovalPeriod.objects.filter(course=OuterRef("pk"))
        return self.filter(~Exists(periods) | Exists(periods.filter(begins=None)))


@tracked
class Course(Record):
    """A course of a provider. `cost` is the provider's own words; unknown is empty and never shown as 0.

    `version` grows with every change of the course, what it covers and its approvals. It is 0 as long as only the
    fixture has written the course; a later fixture leaves the others alone.
    """

    fixture_key = models.SlugField(max_length=120, unique=True, null=True, editable=False)
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="courses")
    title = models.CharField(_("title"), max_length=200)
    format = models.CharField(_("format"), max_length=250, blank=True)
    cost = models.CharField(_("cost"), max_length=200, blank=True)
    url = models.URLField(_("where it is described"), max_length=400, blank=True)
    year = models.PositiveSmallIntegerField(_("year of the record"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    for_demonstration = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)

    objects: ClassVar = RecordManager.from_queryset(CourseQuerySet)()
    erasure = classed(
        none="id ref fixture_key provider title format cost url year note for_demonstration version"
    )

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint("provider", Upper("title"), name="one_course_per_provider_and_title")
        ]
        indexes = [GinIndex(OpClass(Upper("title"), name="gin_trgm_ops"), name="course_title_trigrams")]

    def __str__(self) -> str:
        return self.title


@tracked
class Bundle(Record):
    """Two or more courses that achieve one set only together."""

    code = models.SlugField(max_length=60, unique=True)
    set_edition = models.ForeignKey(SetEdition, on_delete=models.PROTECT, related_name="bundles")

    erasure = classed(none="id ref code set_edition")

    def __str__(self) -> str:
        return self.code


@tracked
class Coverage(Record):
    """That a course covers a set: alone, or as part of a bundle."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="coverages")
    set_edition = models.ForeignKey(SetEdition, on_delete=models.PROTECT, related_name="coverages")
    bundle = models.ForeignKey(
        Bundle, null=True, blank=True, on_delete=models.PROTECT, related_name="coverages"
    )

    erasure = classed(none="id ref course set_edition bundle")

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["course", "set_edition", "bundle"],
                nulls_distinct=False,
                name="one_coverage_per_course_and_set",
            )
        ]


@tracked
class ApprovalPeriod(Record):
    """A time in which a course was approved. Either end may be unknown, or known only to the month."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="approvals")
    begins = PartialDateField(_("approved on"), null=True, blank=True)
    ends = PartialDateField(_("approval ended"), null=True, blank=True)
    source = models.CharField(_("where that is on record"), max_length=300, blank=True)

    erasure = classed(none="id ref course begins ends source")

    class Meta(Record.Meta):
        ordering = ["begins", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "begins"], name="one_approval_per_course_and_beginning"
            ),
        ]


@tracked
class RecognitionAgreement(Record):
    """A college programme reviewed as a whole; its graduates need no courses or portfolios."""

    fixture_key = models.SlugField(max_length=120, unique=True, null=True, editable=False)
    college = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="agreements")
    programme = models.CharField(_("programme"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("announced"), null=True, blank=True)
    agreed_on = PartialDateField(_("agreement date"), null=True, blank=True)
    retroactive_to = PartialDateField(_("also for graduates since"), null=True, blank=True)
    sets = models.CharField(_("sets covered"), max_length=200)
    extra = models.CharField(_("asked for in addition"), max_length=300, blank=True)
    cost = models.CharField(_("cost"), max_length=200, blank=True)
    url = models.URLField(_("source"), max_length=400, blank=True)
    note = models.TextField(_("note"), blank=True)
    version = models.PositiveIntegerField(default=0)

    erasure = classed(
        none="id ref fixture_key college programme year agreed_on retroactive_to sets extra cost url note version"
    )

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint("college", Upper("programme"), name="one_agreement_per_programme")
        ]

    def __str__(self) -> str:
        return self.programme or str(self.college)
