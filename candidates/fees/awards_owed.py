"""Awards whose organisation has not sent the money yet, read in one question."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from lsscert.accounts.models import Organisation
from lsscert.money.fields import MoneyField
from lsscert.money.models import Payment


@dataclass
class Debtor:
    """What one organisation owes."""

    organisation: Organisation
    total: Decimal
    count: int
    oldest: date


def owed_awards(organisation: Organisation | None = None) -> QuerySet[Any]:
    """Oldest first, each with `owed`: what is still missing. As `awards.unsettled`."""

    def moved(side: str) -> Any:
        amount = Sum("transfers__amount", filter=Q(**{f"transfers__{side}__kind": "owed"}))
        return Coalesce(amount, Decimal(0), output_field=MoneyField())

    rows = Payment.objects.standing().filter(method=Payment.Method.AWARD)
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    rows = rows.annotate(owed=moved("source") - moved("target")).filter(owed__gt=0)
    return rows.select_related("organisation").order_by("received_on", "pk")


def debtors(awards: Iterable[Any]) -> list[Debtor]:
    """By organisation, who has waited longest first. Needs the awards oldest first."""
    found: dict[int, Debtor] = {}
    for award in awards:
        debtor = found.setdefault(
            award.organisation_id, Debtor(award.organisation, Decimal(0), 0, award.received_on)
        )
        debtor.total += award.owed
        debtor.count += 1
    return list(found.values())


def invoices_of(awards: Iterable[Payment]) -> dict[int, str]:
    """The number of the invoice that each award was used for first, by the award's id."""
    uses = Payment.objects.filter(pk__in=[award.pk for award in awards], transfers__reason="use")
    pairs = uses.order_by("-transfers__pk").values_list("pk", "transfers__target__invoice__number")
    return dict(pairs)
