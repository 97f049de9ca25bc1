"""One append-only ledger; invoices, payments, refunds and card checkouts around it. US dollars, two places."""

from lsscert.money.fields import MoneyField
from lsscert.money.models.cards import CHECKOUT_STATUS, CardCheckout, Difference, SandboxSession
from lsscert.money.models.funds import Fund, FundEntry
from lsscert.money.models.gateway_event import GatewayEvent
from lsscert.money.models.invoices import (
    INVOICE_STATUS,
    CreditNote,
    Instalments,
    Invoice,
    InvoiceLine,
    NumberCounter,
)
from lsscert.money.models.ledger import OF_FUNDS, Account, ClosedMonth, Transfer
from lsscert.money.models.payments import (
    PAYMENT_STATUS,
    REFUND_STATUS,
    AwardTransfer,
    Deposit,
    Payment,
    Refund,
)
from lsscert.money.models.shares import ORDER_STATUS, SHARE_STATUS, PurchaseOrder, Share

__all__ = [
    "CHECKOUT_STATUS",
    "INVOICE_STATUS",
    "OF_FUNDS",
    "ORDER_STATUS",
    "PAYMENT_STATUS",
    "REFUND_STATUS",
    "SHARE_STATUS",
    "Account",
    "AwardTransfer",
    "CardCheckout",
    "ClosedMonth",
    "CreditNote",
    "Deposit",
    "Difference",
    "Fund",
    "FundEntry",
    "GatewayEvent",
    "Instalments",
    "Invoice",
    "InvoiceLine",
    "MoneyField",
    "NumberCounter",
    "Payment",
    "PurchaseOrder",
    "Refund",
    "SandboxSession",
    "Share",
    "Transfer",
]
