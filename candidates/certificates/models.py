"""The request for a certificate and the certificates issued."""

import secrets
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from candidates.journey.models import Candidacy
from lsscert.accounts.models import Person
from lsscert.personal import classed
from lsscert.records import Record, RecordManager, tracked
from lsscert.states import State, StateTable, moves


def new_link_token() -> str:
    """128 bits for the QR code's link, which confirms the holder's name to whoever holds the paper."""
    return secrets.token_urlsafe(16)


class CertificateRequestQuerySet(models.QuerySet["CertificateRequest"]):
    def to_issue(self) -> "CertificateRequestQuerySet":
        """Longest waiting first."""
        return self.filter(state=CertificateRequest.Status.ASKED).order_by("asked_at", "pk")


@tracked
class CertificateRequest(Record):
    """The candidate asks; staff check and issue, or give it back with what to mend."""

    class Status(models.TextChoices):
        ASKED = "asked", _("to issue")
        ISSUED = "issued", _("issued")
        RETURNED = "returned", _("given back")

    candidacy = models.OneToOneField(Candidacy, on_delete=models.PROTECT, related_name="certificate_request")
    holder_name = models.CharField(_("name on the certificate"), max_length=120)
    listed = models.BooleanField(_("may be listed in public"), default=False)
    state = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True, help_text="what to mend, when it was last given back")

    objects: ClassVar = RecordManager.from_queryset(CertificateRequestQuerySet)()
    erasure = classed(personal="holder_name listed answer", none="id ref candidacy state asked_at")

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["state", "asked_at"], name="certificates_to_issue")]


REQUEST_STATUS = StateTable(
    CertificateRequest.Status,
    {
        CertificateRequest.Status.ASKED: State(
            _("to issue"),
            _("With the office"),
            "wait",
            _("The office checks your six sets and issues the certificate."),
            moves(CertificateRequest.Status.ISSUED, CertificateRequest.Status.RETURNED),
        ),
        CertificateRequest.Status.RETURNED: State(
            _("given back"),
            _("Your turn"),
            "act",
            _("Read what to mend, then ask again."),
            moves(CertificateRequest.Status.ASKED),
        ),
        CertificateRequest.Status.ISSUED: State(
            _("issued"),
            _("Issued"),
            "done",
            _("Your certificate is ready."),
            afterwards=_("A correction of the name is free."),
        ),
    },
    start=[CertificateRequest.Status.ASKED],
)


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def in_force(self) -> "CertificateQuerySet":
        return self.filter(state=Certificate.Status.IN_FORCE)

    def of(self, person: Person) -> "CertificateQuerySet":
        """Newest first; those replaced by a corrected one too."""
        return self.filter(candidacy__person=person)


@tracked
class Certificate(Record):
    """A certificate as issued. What it is worth today is derived in standing.py from these facts."""

    class Status(models.TextChoices):
        IN_FORCE = "in_force", _("in force")
        SUPERSEDED = "superseded", _("superseded by a newer one")

    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="certificates")
    number = models.CharField(max_length=24, unique=True)
    holder_name = models.CharField(max_length=120)
    state = models.CharField(max_length=12, choices=Status, default=Status.IN_FORCE)
    issued_on = models.DateField()
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    term_begins = models.DateField()
    term_ends = models.DateField(help_text="last valid day")
    listed = models.BooleanField(default=False)
    link_token = models.CharField(max_length=24, unique=True, default=new_link_token)
    sets = models.JSONField(help_text="code, name, route, date and source of each set, as printed")
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    correction_reason = models.CharField(max_length=300, blank=True, help_text="why it replaces an older one")
    version = models.PositiveIntegerField(default=0)

    objects: ClassVar = RecordManager.from_queryset(CertificateQuerySet)()
    erasure = classed(
        personal="listed link_token correction_reason",
        kept="holder_name issued_by",
        none="id ref candidacy number state issued_on term_begins term_ends sets replaces version",
    )

    class Meta(Record.Meta):
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidacy"], condition=Q(state="in_force"), name="one_certificate_in_force"
            ),
            models.CheckConstraint(
                condition=Q(term_ends__gt=F("term_begins")), name="term_ends_after_it_begins"
            ),
        ]
        indexes = [
            GinIndex(OpClass(Upper("holder_name"), name="gin_trgm_ops"), name="holder_name_trigrams"),
            models.Index(fields=["-issued_on", "-id"], name="certificates_newest_first"),
        ]

    def __str__(self) -> str:
        return self.number


CERTIFICATE_STATUS = StateTable(
    Certificate.Status,
    {
        Certificate.Status.IN_FORCE: State(
            _("in force"),
            _("In force"),
            "done",
            _("It can be renewed from a year before its term ends."),
            moves(Certificate.Status.SUPERSEDED),
        ),
        Certificate.Status.SUPERSEDED: State(
            _("superseded"),
            _("Replaced by a newer one"),
            "stop",
            _("A corrected certificate took its place."),
            afterwards=_("The newer certificate is the one to show."),
        ),
    },
    start=[Certificate.Status.IN_FORCE],
)
