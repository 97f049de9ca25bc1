"""Acts that need two people, and links for people without an account."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext_lazy as _

from lsscert.personal import classed
from lsscert.records import Record, RecordManager, tracked
from lsscert.states import State, StateTable, moves


class Link(Record):
    """A door for one address: whoever holds the token may open one thing, once. Only its hash is on record."""

    kind = models.CharField(_("what it opens"), max_length=60)
    subject = models.CharField(_("which"), max_length=80)
    address = models.EmailField(_("sent to"), max_length=254)
    person = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField(_("ends"))
    consumed_at = models.DateTimeField(_("used"), null=True, blank=True)

    erasure = classed(
        personal="address person",
        kept="made_by",
        none="id ref kind subject token_hash made_at expires_at consumed_at",
    )

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["kind", "subject"], name="links_of_a_subject")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(address=Lower("address")), name="link_address_is_lower_case"
            ),
        ]


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def waiting(self) -> "ApprovalQuerySet":
        return self.filter(state=Approval.Status.WAITING)

    def due(self, now: datetime) -> "ApprovalQuerySet":
        return self.waiting().filter(goes_ahead_at__lte=now)

    def decided(self) -> "ApprovalQuerySet":
        """With `ended_at`, which is never null, to list them by."""
        rows = self.exclude(state=Approval.Status.WAITING)
        return rows.annotate(ended_at=Coalesce("decided_at", "asked_at"))


@tracked
class Approval(Record):
    """What one person wants done and a second must let happen. Title and explanation stay as they were asked."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("waits for a second person")
        CONFIRMED = "confirmed", _("confirmed")
        STOPPED = "stopped", _("stopped")
        UNOPPOSED = "unopposed", _("went ahead after its wait")

    class Door(models.TextChoices):
        SIGNED_IN = "signed_in", _("signed in")
        LINK = "link", _("by a personal link")

    kind = models.CharField(_("kind"), max_length=60)
    subject = models.CharField(_("which"), max_length=80)
    title = models.CharField(_("title"), max_length=200)
    explanation = models.TextField(_("explanation"))
    params = models.JSONField(_("details"), default=dict)
    asked_by = models.ForeignKey(
        "accounts.Person", verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked"))
    reason = models.TextField(_("reason"), blank=True)
    goes_ahead_at = models.DateTimeField(_("goes ahead by itself"))
    told = models.PositiveSmallIntegerField(_("people it was told to"), default=0)
    state = models.CharField(_("state"), max_length=10, choices=Status, default=Status.WAITING)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.Person",
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_address = models.EmailField(_("decided from"), max_length=254, blank=True)
    decided_as = models.CharField(_("decided through"), max_length=10, choices=Door, blank=True)
    decided_why = models.TextField(_("why it was stopped"), blank=True)
    outcome = models.TextField(_("what came of it"), blank=True)

    reached: int
    """How many letters about it have gone; only on rows of `informing.with_reached`."""

    objects = RecordManager.from_queryset(ApprovalQuerySet)()  # type: ignore[misc]  # a manager made on the spot has no type
    erasure = classed(
        personal="title explanation params reason decided_why outcome",
        kept="asked_by decided_by decided_address",
        none="id ref kind subject asked_at goes_ahead_at told state decided_at decided_as",
    )

    class Meta(Record.Meta):
        indexes = [
            models.Index(fields=["state", "goes_ahead_at"], name="approvals_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=models.Q(state="waiting"),
                name="one_waiting_approval_per_subject",
            ),
            models.CheckConstraint(
                condition=models.Q(state="waiting", decided_at=None)
                | (~models.Q(state="waiting") & models.Q(decided_at__isnull=False)),
                name="approval_decided_has_a_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="confirmed")
                | (models.Q(decided_by__isnull=False) & ~models.Q(decided_by=models.F("asked_by")))
                | (models.Q(decided_by=None) & ~models.Q(decided_address="")),
                name="approval_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def taken_back(self) -> bool:
        """Stopped by the one who asked."""
        return self.state == self.Status.STOPPED and self.decided_by_id == self.asked_by_id

    @property
    def decided_by_name(self) -> Any:
        """Empty where nobody decided: its wait was over, or it could not be done any more."""
        return self.decided_by.name if self.decided_by else self.decided_address


STATUS = StateTable(
    Approval.Status,
    {
        Approval.Status.WAITING: State(
            _("waits for a second person"),
            _("waits for a second person"),
            "act",
            _("A second person confirms or stops it; if nobody does, it goes ahead after its wait."),
            moves(Approval.Status.CONFIRMED, Approval.Status.STOPPED, Approval.Status.UNOPPOSED),
        ),
        Approval.Status.CONFIRMED: State(
            _("confirmed"),
            _("confirmed"),
            "done",
            _("It was done at once."),
            afterwards=_("To undo it, change the thing itself; that may need a second person again."),
        ),
        Approval.Status.STOPPED: State(
            _("stopped"),
            _("stopped"),
            "stop",
            _("Nothing was done."),
            afterwards=_("It can be asked for anew."),
        ),
        Approval.Status.UNOPPOSED: State(
            _("went ahead after its wait"),
            _("went ahead after its wait"),
            "done",
            _("Nobody stopped it in time, so it was done."),
            afterwards=_("To undo it, change the thing itself; that may need a second person again."),
        ),
    },
    start=[Approval.Status.WAITING],
)
