"""A draw and the secret that seals it."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.personal import classed
from lsscert.records import Record, tracked
from scholarships.rounds.models import Round


def _changed(*columns: str) -> str:
    return " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in columns)


_CHANGED_FIXED = _changed("round_id", "entries", "entries_hash", "commitment", "fixed_at", "outside_source")
_CHANGED_DRAWN = _changed("secret", "outside_number", "order", "drawn_at")


@tracked
class Draw(Record):
    """A draw anybody can check. Entries and commitment are published first; secret and outside number afterwards.

    `entries` is a list of {"entry": code, "group": n}; `order` the codes as drawn. docs/draw.md is the recipe.
    `outside_source` is what the outside number will be, as the round said when entries were fixed. What is published
    never changes, and from then on no application can join those in the running (migration 0002).
    """

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="the_draw")
    entries = models.JSONField()
    entries_hash = models.CharField(max_length=64)
    commitment = models.CharField(max_length=64)
    secret = models.CharField(max_length=64, blank=True, help_text=_("published with the result"))
    fixed_at = models.DateTimeField()
    fixed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    outside_source = models.CharField(
        _("what the number will be"), max_length=200, blank=True, db_default="", default=""
    )
    outside_number = models.CharField(_("the number"), max_length=200, blank=True)
    order = models.JSONField(default=list)
    drawn_at = models.DateTimeField(null=True, blank=True)
    drawn_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    erasure = classed(
        kept="fixed_by drawn_by",
        none="id ref round entries entries_hash commitment secret fixed_at outside_source outside_number order"
        " drawn_at",
    )

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(drawn_at=None, drawn_by=None, secret="", outside_number="", order=[])
                | (
                    Q(drawn_at__isnull=False, drawn_by__isnull=False)
                    & ~Q(secret="")
                    & ~Q(outside_number="")
                    & ~Q(order=[])
                ),
                name="a_draw_is_drawn_whole",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="draws_stay", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="a_draw_is_made_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                level=pgtrigger.Row,
                condition=pgtrigger.Condition(
                    f"{_CHANGED_FIXED} OR (OLD.drawn_at IS NOT NULL AND ({_CHANGED_DRAWN}))"
                ),
                func="RAISE EXCEPTION 'what is published of a draw never changes' USING ERRCODE = '23001';",
            ),
        ]


class SealedSecret(models.Model):
    """The secret of a draw until it is drawn: outside the history, which staff can read."""

    draw = models.OneToOneField(Draw, on_delete=models.CASCADE, related_name="sealed")
    value = models.CharField(max_length=64)

    erasure = classed(none="id draw value")
