from datetime import datetime

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.personal import classed
from lsscert.records import Record, RecordManager
from lsscert.states import State, StateTable, moves


class LetterQuerySet(models.QuerySet["Letter"]):
    def for_person(self, person: Person) -> "LetterQuerySet":
        """What a person may read again: not what signs somebody in, and not what was undone before it went."""
        return self.filter(person=person, secret=False).exclude(state=Letter.Status.WITHDRAWN)

    def about(self, words: str) -> "LetterQuerySet":
        return self.filter(models.Q(address__icontains=words) | models.Q(subject__icontains=words))

    def not_delivered(self) -> "LetterQuerySet":
        return self.filter(state=Letter.Status.FAILED)


class Letter(Record):
    """An e-mail, written in the same transaction as the fact it tells of and delivered by the worker.

    One per (kind, occasion, address), so a step done twice writes once.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", _("on its way")
        SENT = "sent", _("sent")
        FAILED = "failed", _("not delivered")
        WITHDRAWN = "withdrawn", _("withdrawn before it went")

    kind = models.CharField(max_length=60)
    occasion = models.CharField(max_length=80, help_text="what it tells of, for example a candidacy's ref")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="letters"
    )
    address = models.EmailField(max_length=254)
    language = models.CharField(max_length=10, default="en")
    subject = models.CharField(max_length=250)
    body = models.TextField(blank=True)
    secret = models.BooleanField(default=False, help_text="carries a link or code that signs somebody in")
    attachments = models.JSONField(
        default=list,
        db_default=models.Value([], models.JSONField()),
        blank=True,
        help_text="kind and ref of what is made and attached when it goes",
    )
    message_id = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_problem = models.CharField(max_length=300, blank=True)
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = RecordManager.from_queryset(LetterQuerySet)()  # type: ignore[misc]
    erasure = classed(
        personal="person address subject body attachments last_problem occasion message_id",
        none="id ref kind language secret state attempts written_at sent_at",
    )

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(fields=["kind", "occasion", "address"], name="one_letter_per_occasion"),
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False) | ~models.Q(state="sent"),
                name="sent_letter_has_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["-written_at", "-id"], name="letters_newest_first"),
            models.Index(fields=["state", "-written_at", "-id"], name="letters_by_state"),
            models.Index(fields=["person", "-written_at", "-id"], name="letters_of_a_person"),
            GinIndex(OpClass(Upper("address"), name="gin_trgm_ops"), name="letter_address_trigrams"),
            GinIndex(OpClass(Upper("subject"), name="gin_trgm_ops"), name="letter_subject_trigrams"),
        ]

    def __str__(self) -> str:
        return self.subject

    def delivered(self, now: datetime, *, keep_secret_body: bool) -> None:
        self.state, self.sent_at, self.last_problem = self.Status.SENT, now, ""
        self.forget_secret(keep=keep_secret_body)

    def given_up(self, *, keep_secret_body: bool) -> None:
        self.state = self.Status.FAILED
        self.forget_secret(keep=keep_secret_body)

    def forget_secret(self, *, keep: bool) -> None:
        """A link that signs somebody in is never sent twice, so once it went, or will not go, it is of no use."""
        if self.secret and not keep:
            self.body = ""


STATUS = StateTable(
    Letter.Status,
    {
        Letter.Status.QUEUED: State(
            _("on its way"),
            _("on its way"),
            "wait",
            _("The worker delivers it, and tries again when the mail server is away."),
            moves(Letter.Status.SENT, Letter.Status.FAILED, Letter.Status.WITHDRAWN),
        ),
        Letter.Status.FAILED: State(
            _("not delivered"),
            _("on its way"),
            "act",
            _("Check the address, then send it again."),
            moves(Letter.Status.QUEUED, Letter.Status.WITHDRAWN),
        ),
        Letter.Status.SENT: State(
            _("sent"),
            _("sent"),
            "done",
            _("Nothing more; it can be sent again."),
            moves(Letter.Status.QUEUED),
        ),
        Letter.Status.WITHDRAWN: State(
            _("withdrawn"),
            _("withdrawn"),
            "stop",
            _("What it told of was undone before it went."),
            moves(Letter.Status.QUEUED),
            afterwards=_("If it becomes true again, it is written anew and goes."),
        ),
    },
    start=[Letter.Status.QUEUED],
)
