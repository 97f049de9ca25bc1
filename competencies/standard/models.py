"""The standard: ten sets, each in dated editions of numbered competencies."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

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


@tracked
class SetEdition(Record):
    """A set as one edition of the standard has it. `expected_count` is what the record says it should hold."""

    set = models.ForeignKey(CompetencySet, on_delete=models.PROTECT, related_name="editions")
    edition = models.CharField(_("edition"), max_length=10, help_text=_("year and month, for example 2012-10"))
    expected_count = models.PositiveSmallIntegerField(_("competencies"))
    complete = models.BooleanField(_("all texts on record"), default=True)
    note = models.TextField(_("note"), blank=True)
    source = models.URLField(_("source"), max_length=300, blank=True)

    objects = RecordManager.from_queryset(SetEditionQuerySet)()
    erasure = classed(none="id ref set edition expected_count complete note source")

    class Meta(Record.Meta):
        constraints = [models.UniqueConstraint(fields=["set", "edition"], name="one_set_edition")]

    def __str__(self) -> str:
        return f"{self.set} ({self.edition})"


@tracked
class Competency(Record):
    """One numbered statement. A text that is not on record is null until the office supplies it."""

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
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text or '…'}"
