from django.db import models

from lsscert.accounts.models import Person
from lsscert.personal import classed
from lsscert.records import Record


class StoredFile(Record):
    """A file somebody gave us, re-written clean. Its bytes lie in the private store under `path`."""

    class Kind(models.TextChoices):
        PDF = "application/pdf", "PDF"
        PNG = "image/png", "PNG"
        JPEG = "image/jpeg", "JPEG"

    given_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=40, choices=Kind)
    size = models.PositiveIntegerField(help_text="bytes, as stored")
    sha256 = models.CharField(max_length=64, help_text="of the bytes as stored")
    path = models.CharField(max_length=200, unique=True)

    erasure = classed(personal="name path sha256", kept="given_by", none="id ref given_at kind size")

    def __str__(self) -> str:
        return self.name
