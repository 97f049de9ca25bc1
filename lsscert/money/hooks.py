"""Where upper rooms listen to money without money knowing them. All run inside the transaction that moves it.

Whoever is told that an invoice is covered, or is not any more, may be told so again: what follows from it must not
happen twice.
"""

from lsscert.registry import Hook

# invoice: lock what must be locked before the invoice (order: person, candidacy, invoice, payment, account)
BEFORE_INVOICE_LOCK = Hook()
# invoice, payment (that did it, or None), by, now: paid in full, or the rest promised by accepted purchase orders
INVOICE_COVERED = Hook()
# invoice, by, now: it is not, or no longer
INVOICE_UNCOVERED = Hook()
# payment, invoices, by, now: money arrived and was used for these
PAYMENT_RECORDED = Hook()
# payment, invoices, by, now: it bounced, was charged back or never was; these are open again
PAYMENT_TAKEN_BACK = Hook()
# refund, by, now: it waits to be sent, and it has been sent
REFUND_ASKED = Hook()
REFUND_SENT = Hook()
# order, by, now: a purchase order came in, was accepted, was cancelled
ORDER_MOVED = Hook()
# share, by, now: the part of an organisation is paid in full now
SHARE_PAID = Hook()
