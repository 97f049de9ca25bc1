"""The standard: ten sets, each in dated editions of numbered competencies."""

from typing import ClassVar

from django.db import models
from django.db.models import Count, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from lsscert.partial_dates import NotADate, PartialDate
from lsscert.personal import classed
from lsscert.records import Record, RecordManager, tracked


@tracked
class CompetencySet(Record):
    """One of the ten areas; stable while its editions change."""

    code = models.CharField(_("code"), max_length=3, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    required = models.BooleanField(_("required of everybody"))

    erasure = classed(none="id ref code slug name required")

    class Meta(Record.Meta):
        ordering = ["-required", "id"]

    def __str__(self) -> str:
        return self.name


class SetEditionQuerySet(models.QuerySet["SetEdition"]):
    def of(self, edition: str) -> "SetEditionQuerySet":
        return self.filter(edition=edition).select_related("set").order_by("-set__required", "set__id")

    def with_missing(self) -> "SetEditionQuerySet":
        """`missing` counts the texts that are not on record."""
        return self.annotate(missing=Count("competencies", filter=Q(competencies__text=None)))


@tracked
class SetEdition(Record):
    """A set as one edition of the standard has it. `expected_count` is what the record says it should hold."""

    set = models.ForeignKey(CompetencySet, on_delete=models.PROTECT, related_name="editions")
    edition = models.CharField(
        _("edition"), max_length=10, help_text=_("year and month, for example 2012-10")
    )
    expected_count = models.PositiveSmallIntegerField(_("competencies"))
    scope_note = models.TextField(_("scope"), blank=True)
    note = models.TextField(_("note"), blank=True)
    source = models.URLField(_("source"), max_length=300, blank=True)
    missing: int  # what with_missing() counts

    objects: ClassVar = RecordManager.from_queryset(SetEditionQuerySet)()
    erasure = classed(none="id ref set edition expected_count scope_note note source")

    class Meta(Record.Meta):
        constraints = [models.UniqueConstraint(fields=["set", "edition"], name="one_set_edition")]

    def __str__(self) -> str:
        return f"{self.set} ({self.edition})"

    @cached_property
    def edition_in_words(self) -> str:
        try:
            return PartialDate.parse(self.edition).human()
        except NotADate:
            return self.edition


@tracked
class Competency(Record):
    """One numbered statement. A text that is not on record is null until the office supplies it.

    `version` is 0 as long as only the fixture has written the row; a later fixture leaves the others alone.
    """

    set_edition = models.ForeignKey(SetEdition, on_delete=models.PROTECT, related_name="competencies")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("text"), null=True, blank=True)
    subpoints = models.JSONField(default=list, blank=True)
    note = models.TextField(_("note"), blank=True)
    version = models.PositiveIntegerField(default=0)

    erasure = classed(none="id ref set_edition number text subpoints note version")

    class Meta(Record.Meta):
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["set_edition", "number"], name="one_competency_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="competency_numbers_start_at_one"),
            models.CheckConstraint(
                condition=Q(text=None) | ~Q(text=""), name="a_missing_competency_text_is_null"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text or '…'}"


@tracked
class SuggestedAssignment(Record):
    """Work a candidate may do to show a competency in a portfolio. None is on record until the office writes it."""

    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="assignments")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("assignment"))
    in_use = models.BooleanField(_("in use"), default=True)

    erasure = classed(none="id ref competency number text in_use")

    class Meta(Record.Meta):
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["competency", "number"], name="one_assignment_per_number"),
            models.CheckConstraint(condition=~Q(text=""), name="an_assignment_has_a_text"),
        ]

    def __str__(self) -> str:
        return self.text
