"""What happens to a completion, in the words of the timeline."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "completion_reported": _("You reported “%(course)s”, completed %(completed_on)s."),
    "completion_sent_again": _("You sent “%(course)s” again, completed %(completed_on)s."),
    "completion_withdrawn": _("You took back “%(course)s”."),
    "completion_waiting": _(
        "“%(course)s” waits: its approval date is not on record, and the office is finding out."
    ),
    "completion_to_check_again": _(
        "The approval of “%(course)s” was brought up to date; the office looks at it again."
    ),
    "completion_counts": _("The office checked “%(course)s”: it counts."),
    "completion_counts_by_exception": _("The office counted “%(course)s” by exception: %(reason)s"),
    "completion_refused": _("The office could not count “%(course)s”: %(reason)s."),
    "completion_reopened": _("The office looks at “%(course)s” again: %(reason)s"),
}
