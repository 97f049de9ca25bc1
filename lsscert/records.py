"""What every table of ours stands on."""

from typing import Self

import pghistory
from django.db import models

from lsscert.refs import ref_field


class RecordManager(models.Manager):
    """Related rows are fetched for the whole list at once, so a list page cannot grow a query per row."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().fetch_mode(models.FETCH_PEERS)


class Record(models.Model):
    ref = ref_field()

    objects = RecordManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def lock(self) -> Self:
        """The same row, freshly read and locked until the transaction ends.

        Without its key: rows that point to it (a letter to a person) can still be written by others meanwhile.
        """
        return type(self).objects.select_for_update(of=("self",), no_key=True).get(pk=self.pk)


def tracked(model: type[models.Model]) -> type[models.Model]:
    """Keep the forensic history of a table: what was inserted, changed and deleted, and by whom."""
    return pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())(model)
