"""A place of a round that nobody waits for."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.personal import classed
from lsscert.records import Record, RecordManager, tracked
from scholarships.awarding.models import Award
from scholarships.rounds.models import Round


class FreePlaceQuerySet(models.QuerySet["FreePlace"]):
    def open(self) -> "FreePlaceQuerySet":
        return self.filter(settled_at=None)


@tracked
class FreePlace(Record):
    """A place that an award left free when nobody waited for it any more.

    Settled by an award that was decided late (`to`), or by leaving its money in the fund (`why`).
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="free_places")
    left_by = models.OneToOneField(
        Award, on_delete=models.PROTECT, related_name="place_left", verbose_name=_("award that left it free")
    )
    at = models.DateTimeField()
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("settled by"),
    )
    to = models.OneToOneField(
        Award, null=True, blank=True, on_delete=models.PROTECT, related_name="place_taken"
    )
    why = models.CharField(_("why it stays free"), max_length=300, blank=True)

    objects: ClassVar = RecordManager.from_queryset(FreePlaceQuerySet)()
    erasure = classed(personal="why", kept="settled_by", none="id ref round left_by at settled_at to")

    class Meta(Record.Meta):
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None, to=None, why="")
                | Q(settled_at__isnull=False, to__isnull=False, why="")
                | Q(settled_at__isnull=False, to=None) & ~Q(why=""),
                name="a_free_place_is_settled_one_way",
            )
        ]
