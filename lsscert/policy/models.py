import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.personal import classed
from lsscert.records import Record, tracked


@tracked
class PolicyRow(Record):
    """What a figure is from a day on. In force, it never changes: a new figure is a new row."""

    key = models.CharField(max_length=60)
    value = models.TextField(blank=True)
    effective_from = models.DateField(_("in force from"))
    note = models.TextField(_("why"), blank=True)
    set_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    erasure = classed(kept="set_by", none="id ref key value effective_from note set_at")

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(fields=["key", "effective_from"], name="one_policy_row_per_key_and_day"),
        ]
        ordering = ["key", "-effective_from"]
        triggers = [
            pgtrigger.Trigger(
                name="policy_in_force_never_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                level=pgtrigger.Row,
                condition=pgtrigger.Condition(
                    "OLD.effective_from <= (now() AT TIME ZONE 'America/Chicago')::date"
                ),
                func="RAISE EXCEPTION 'a policy row in force never changes; add a new row' USING ERRCODE = '23001';",
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value} from {self.effective_from}"
