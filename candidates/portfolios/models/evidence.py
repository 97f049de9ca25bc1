"""What shows that a response is true: files and links."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.portfolios.models.portfolio import Portfolio, Response
from lsscert.files.models import StoredFile
from lsscert.personal import classed
from lsscert.records import Record


class Evidence(Record):
    """A file or a link, once in a portfolio and used for as many competencies as it serves.

    `number` is what reviewers know it by; it is never given out again in the same portfolio.
    """

    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="evidence")
    number = models.PositiveSmallIntegerField()
    file = models.OneToOneField(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence"
    )
    url = models.URLField(_("link"), max_length=500, blank=True)
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    added_at = models.DateTimeField()

    erasure = classed(personal="file url caption", none="id ref portfolio number added_at")

    class Meta(Record.Meta):
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["portfolio", "number"], name="one_evidence_per_number"),
            models.CheckConstraint(condition=Q(file=None) ^ Q(url=""), name="evidence_is_a_file_or_a_link"),
        ]


class EvidenceUse(Record):
    """That a piece of evidence serves a response, how much it weighs there, and where it stands."""

    class Weight(models.TextChoices):
        PRIMARY = "primary", _("primary: my own work")
        SECONDARY = "secondary", _("secondary: supports it")

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="uses")
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="uses")
    weight = models.CharField(_("weight"), max_length=10, choices=Weight, default=Weight.PRIMARY)
    place = models.PositiveSmallIntegerField(default=0)

    erasure = classed(none="id ref evidence response weight place")

    class Meta(Record.Meta):
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["evidence", "response"], name="evidence_serves_a_response_once")
        ]
