from django.db import models
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.personal import classed
from lsscert.records import Record, RecordManager


class ContactMessageQuerySet(models.QuerySet["ContactMessage"]):
    def unanswered(self) -> "ContactMessageQuerySet":
        return self.filter(answered_at=None)


class ContactMessage(Record):
    """What somebody wrote on the contact page while the office has no e-mail address on record."""

    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"), max_length=254)
    page = models.CharField(_("page it is about"), max_length=200, blank=True)
    text = models.TextField(_("message"))
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = RecordManager.from_queryset(ContactMessageQuerySet)()  # type: ignore[misc]
    erasure = classed(
        personal="name email page text person", kept="answered_by", none="id ref written_at answered_at"
    )

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["-written_at", "-id"], name="messages_newest_first")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answered_by=None)
                | models.Q(answered_at__isnull=False, answered_by__isnull=False),
                name="answered_by_somebody",
            )
        ]
