"""The words of this room's facts on the timeline."""

from django.utils.translation import gettext_lazy as _

FACTS = {
    "certificate_asked": _("You asked for your certificate."),
    "certificate_returned": _("The office gave your request for a certificate back: %(answer)s"),
    "certificate_issued": _("Your certificate %(number)s was issued. It is valid until %(until)s."),
    "certificate_corrected": _(
        "The name on your certificate was corrected. %(number)s takes the place of %(old)s."
    ),
    "name_listed": _("You allowed the public page of your certificate to show your name."),
    "name_unlisted": _("You took your name off the public page of your certificate."),
}
