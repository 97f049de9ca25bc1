"""The words of this room's timeline entries. Reviewers are never named in them."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "portfolio_begun": _("You began a portfolio for %(set)s."),
    "portfolio_submitted": _("You handed in your portfolio for %(set)s (version %(number)s)."),
    "portfolio_taken_back": _("You took your portfolio for %(set)s back."),
    "portfolio_dropped": _("You gave up your portfolio for %(set)s."),
    "portfolio_another_agreed": _("The office agreed to a new portfolio for %(set)s."),
    "portfolio_fee_issued": _("Invoice %(number)s over %(amount)s was issued for the review of %(set)s."),
    "portfolio_review_began": _("The review of your portfolio for %(set)s began."),
    "portfolio_more_asked": _(
        "The reviewers asked for more information on %(set)s, within %(days)s days of the day you receive it."
    ),
    "portfolio_more_sent": _("You sent more information for %(set)s."),
    "portfolio_more_declined": _("You took the outcome for %(set)s as it stood."),
    "portfolio_more_missed": _("No more information came for %(set)s in time; it is decided as it stands."),
    "portfolio_third": _("A third reviewer reads part of your portfolio for %(set)s."),
    "portfolio_decided": _("Your portfolio for %(set)s is decided: %(outcome)s."),
    "portfolio_sent_back": _("After your appeal, your portfolio for %(set)s is judged again by others."),
    "portfolio_file_asked": _("Another file was asked for in your portfolio for %(set)s."),
    "portfolio_file_replaced": _("You replaced a file in your portfolio for %(set)s."),
    "portfolio_file_cleared": _("A question about a file in your portfolio for %(set)s was cleared."),
}
