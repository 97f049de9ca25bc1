"""Where upper rooms listen to money without money knowing them. All run inside the transaction that moves it."""

from lsscert.registry import Hook

# invoice: lock what must be locked before the invoice (order: person, candidacy, invoice, account)
BEFORE_INVOICE_LOCK = Hook()
# invoice, by, now: the last cent of an invoice has been paid
INVOICE_SETTLED = Hook()
