"""The words of this room's timeline entries."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "appeal_noticed": _("You appealed “%(title)s”. Reasons are due by %(due)s."),
    "appeal_reasoned": _("Your reasons for the appeal of “%(title)s” came in. It is answered by %(due)s."),
    "appeal_withdrawn": _("You withdrew the appeal of “%(title)s”."),
    "appeal_answered": _(
        "The committee found that “%(title)s” stands; the second body can be asked until %(due)s."
    ),
    "appeal_second": _("You asked the second body about “%(title)s”. It decides by %(due)s."),
    "appeal_upheld": _("After the appeal, “%(title)s” stands."),
    "appeal_sent_back": _("After the appeal, “%(title)s” was sent back."),
    "appeal_forfeited": _("The appeal of “%(title)s” was forfeited: no reasons came in time."),
}
