"""What an accounts office asks for before it pays. All of it is dated policy; what is not on record is empty."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from lsscert.policy import overview

ASKED_FOR = {
    "office.vendor_name": _("Legal name of the vendor"),
    "office.tax_id": _("Tax number (EIN)"),
    "office.tax_form": _("Tax form (W-9)"),
    "office.remittance_address": _("Send payments to"),
    "office.cheque_payee": _("Make cheques out to"),
    "office.bank_details": _("Bank details for a transfer"),
    "office.payment_terms_days": _("Payment terms"),
    "office.purchase_order_address": _("Send purchase orders to"),
    "office.accounts_contact": _("Who answers your questions"),
}
# Where the record has no address for a special purpose, the general one of the office serves.
INSTEAD = {
    "office.remittance_address": "office.postal_address",
    "office.purchase_order_address": "office.email",
    "office.accounts_contact": "office.email",
}


@dataclass(frozen=True)
class VendorFact:
    """`value` is empty where only the office can tell."""

    key: str
    label: Any
    value: str

    @property
    def name(self) -> str:
        return self.key.removeprefix("office.")


def vendor_facts(day: date) -> dict[str, VendorFact]:
    """By the last word of their key, in the order an accounts office asks."""
    values = overview.values_on({*ASKED_FOR, *INSTEAD.values()}, day)
    facts = [
        VendorFact(key, label, _in_words(key, values.get(key) or values.get(INSTEAD.get(key, ""))))
        for key, label in ASKED_FOR.items()
    ]
    return {fact.name: fact for fact in facts}


def _in_words(key: str, value: Any) -> str:
    if key == "office.payment_terms_days" and value is not None:
        sentence = ngettext(
            "%(days)d day after the invoice is issued", "%(days)d days after the invoice is issued", value
        )
        return sentence % {"days": value}
    return str(value or "")
