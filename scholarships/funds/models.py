"""Who belongs to an organisation: its roll of members, against which a stated membership is checked."""

from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Organisation
from lsscert.personal import classed
from lsscert.records import Record


class OnRoll(Record):
    """One member number of an organisation, as its own list says. Not to be mixed with ALA membership (DOMAIN §7)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="roll")
    number = models.CharField(_("member number"), max_length=30)
    until = models.DateField(_("paid up to"), null=True, blank=True)

    erasure = classed(kept="number", none="id ref organisation until")

    class Meta(Record.Meta):
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint("organisation", Upper("number"), name="a_member_number_stands_once"),
        ]

    def __str__(self) -> str:
        return self.number
