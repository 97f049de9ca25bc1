"""Money that an organisation has for awards. It lies in the organisation's own purse, not in ours (DOMAIN §2)."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Organisation, Person
from lsscert.money.fields import MoneyField
from lsscert.personal import classed
from lsscert.records import Record, tracked


@tracked
class Fund(Record):
    """One purpose's money. Its balance stands in the ledger: `free`, `promised` to awards, and beyond.

    `restricted_to` says in the giver's words what it may be used for; blank is unrestricted.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="funds")
    name = models.CharField(_("name"), max_length=100)
    restricted_to = models.CharField(_("may be used only for"), max_length=300, blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    erasure = classed(none="id ref organisation name restricted_to opened_on closed_on")

    class Meta(Record.Meta):
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint("organisation", Upper("name"), name="one_fund_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class FundEntry(Record):
    """What somebody entered of a fund: a gift, money moved to another fund, money taken out. Never changed.

    The dollars themselves are a transfer of the ledger whose key names this entry.
    """

    class Kind(models.TextChoices):
        GIFT = "gift", _("gift")
        MOVED = "moved", _("moved to another fund")
        TAKEN_OUT = "taken_out", _("taken out")

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=Kind)
    amount = MoneyField()
    to = models.ForeignKey(Fund, null=True, blank=True, on_delete=models.PROTECT, related_name="moved_in")
    who = models.CharField(_("from or to whom"), max_length=200, blank=True)
    reference = models.CharField(_("number of the cheque or transfer"), max_length=80, blank=True)
    why = models.CharField(_("what for"), max_length=300, blank=True)
    on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    erasure = classed(personal="who", kept="by", none="id ref fund kind amount to reference why on at")

    class Meta(Record.Meta):
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="fund_entry_is_positive"),
            models.CheckConstraint(
                condition=Q(kind="moved", to__isnull=False) | (~Q(kind="moved") & Q(to=None)),
                name="only_what_is_moved_goes_to_a_fund",
            ),
        ]
