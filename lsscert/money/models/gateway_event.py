"""What a card gateway told us of its own accord. It is never believed: it only says which checkout to look at."""

from django.db import models
from django.db.models import Q

from lsscert.personal import classed
from lsscert.records import Record


class GatewayEvent(Record):
    """Kept once, however often it is sent. `outcome` is a word for what came of it, or the code of a refusal."""

    event_id = models.CharField(max_length=255, unique=True)
    type = models.CharField(max_length=100)
    live = models.BooleanField()
    object_id = models.CharField(max_length=255, blank=True)
    charge = models.CharField(max_length=255, blank=True, help_text="the gateway's name of the payment")
    checkout = models.CharField(max_length=100, blank=True, help_text="our checkout's ref, if it says one")
    received_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True)
    refused = models.BooleanField(default=False, help_text="the office must look at it")
    outcome = models.CharField(max_length=60, blank=True)

    erasure = classed(
        none="id ref event_id type live object_id charge checkout received_at handled_at refused outcome"
    )

    class Meta(Record.Meta):
        ordering = ["-received_at", "-id"]
        indexes = [
            models.Index(fields=["received_at"], condition=Q(handled_at=None), name="gateway_event_waits")
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.event_id}"
