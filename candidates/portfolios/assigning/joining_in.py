"""What reviewers and finding them add to the registries of the rooms below."""

from django.utils.translation import gettext_lazy as _


def ready() -> None:
    from candidates.portfolios.assigning import desk_tasks
    from candidates.portfolios.reviewers import inviting
    from candidates.portfolios.reviewers.views.invitation import invitation
    from lsscert.access import REVIEWER, STAFF
    from lsscert.accounts.links import LINK_PAGES
    from lsscert.navigation import NAVIGATION, Link
    from lsscert.todo import DESK_TASKS

    LINK_PAGES[inviting.INVITATION] = invitation
    DESK_TASKS.add(desk_tasks.portfolios_to_assign, order=44)
    DESK_TASKS.add(desk_tasks.replacements_needed, order=45)
    DESK_TASKS.add(desk_tasks.overdue_reviews, order=46)
    NAVIGATION.add(Link(_("Reviews"), "review_home", area="door", role=REVIEWER), order=16)
    for order, (label, url_name) in enumerate(
        [
            (_("Reviews"), "review_home"),
            (_("Queue"), "review_queue"),
            (_("My figures"), "review_figures"),
            (_("Profile"), "review_profile"),
            (_("Training"), "review_training"),
        ]
    ):
        NAVIGATION.add(Link(label, url_name, area="review", role=REVIEWER), order=10 * order)
    NAVIGATION.add(
        Link(
            _("Portfolios"),
            "desk_portfolios",
            area="desk",
            role=STAFF,
            count=desk_tasks.how_many_to_assign,
        ),
        order=44,
    )
    NAVIGATION.add(Link(_("Reviewers"), "desk_reviewers", area="desk", role=STAFF), order=45)
