"""The plain words for what happens to a fee, for the timeline."""

from django.utils.translation import gettext_lazy as _

FACTS = {
    "invoice_issued": _("Invoice %(number)s for %(amount)s was issued."),
    "cheque_recorded": _("The office recorded cheque %(number)s for %(amount)s."),
    "paid_by_card": _("You paid %(amount)s by card."),
    "paid_by_other": _("%(payer)s paid %(amount)s by card."),
    "transfer_arrived": _("A bank transfer from %(payer)s arrived and paid %(amount)s."),
    "award_arrived": _("An award by %(payer)s covers %(amount)s."),
    "payment_taken_back": _("A payment of %(amount)s did not go through: %(reason)s"),
    "payment_entered_by_mistake": _("A payment of %(amount)s had been entered by mistake: %(reason)s"),
    "fee_open_again": _("%(left)s of your fee is open again."),
    "refund_due": _("%(amount)s is to go back to you."),
    "refund_sent": _("The office sent %(amount)s back to you (%(reference)s)."),
    "seat_redeemed": _("A seat of %(sponsor)s pays your enrolment."),
    "order_received": _("Purchase order %(number)s of %(payer)s over %(amount)s came in."),
    "order_accepted": _("The office accepted purchase order %(number)s of %(payer)s over %(amount)s."),
    "order_cancelled": _("Purchase order %(number)s of %(payer)s covers nothing: %(reason)s"),
    "employer_asked": _("You asked %(payer)s to pay %(amount)s."),
    "employer_no_longer_asked": _("You no longer ask %(payer)s to pay %(amount)s."),
    "employer_declined": _("%(payer)s does not pay %(amount)s: %(reason)s"),
    "fee_credited": _("The office took %(amount)s off your fee: %(reason)s"),
    "credit_used": _("You used %(amount)s of your credit."),
}
