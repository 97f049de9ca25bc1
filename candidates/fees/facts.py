"""The plain words for what happens to a fee, for the timeline."""

from django.utils.translation import gettext_lazy as _

FACTS = {
    "invoice_issued": _("Invoice %(number)s for %(amount)s was issued."),
    "cheque_recorded": _("The office recorded cheque %(number)s for %(amount)s."),
    "refund_due": _("%(amount)s is to go back to you."),
    "refund_sent": _("The office sent %(amount)s back to you (%(reference)s)."),
}
