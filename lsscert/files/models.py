from django.db import models
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.personal import classed
from lsscert.records import Record


class StoredFile(Record):
    """A file somebody gave us, re-written clean. Its bytes lie in the private store under `path`."""

    class Kind(models.TextChoices):
        PDF = "application/pdf", "PDF"
        PNG = "image/png", "PNG"
        JPEG = "image/jpeg", "JPEG"
        DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _("Word")
        PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation", _("PowerPoint")
        XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _("Excel")
        MP3 = "audio/mpeg", _("MP3")
        MP4 = "video/mp4", _("MP4")
        TXT = "text/plain", _("text")

    class Previews(models.TextChoices):
        NONE = "none", _("none")
        ASKED = "asked", _("being made")
        MADE = "made", _("made")
        FAILED = "failed", _("could not be made")

    given_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=80, choices=Kind)
    size = models.PositiveIntegerField(help_text="bytes, as stored")
    sha256 = models.CharField(max_length=64, help_text="of the bytes as stored")
    path = models.CharField(max_length=200, unique=True)
    previews_state = models.CharField(
        max_length=6, choices=Previews, default=Previews.NONE, db_default=Previews.NONE
    )

    erasure = classed(
        personal="name path sha256", kept="given_by", none="id ref given_at kind size previews_state"
    )

    def __str__(self) -> str:
        return self.name


class Preview(Record):
    """A page of a stored file as a picture. Its bytes lie in the private store under `path`."""

    stored = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="previews")
    page = models.PositiveSmallIntegerField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    path = models.CharField(max_length=200, unique=True)
    made_at = models.DateTimeField()

    erasure = classed(personal="path", none="id ref stored page width height made_at")

    class Meta(Record.Meta):
        ordering = ["page"]
        constraints = [models.UniqueConstraint(fields=["stored", "page"], name="one_preview_of_a_page")]
