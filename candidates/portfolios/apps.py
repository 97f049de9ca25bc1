from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortfoliosConfig(AppConfig):
    name = "candidates.portfolios"
    label = "portfolios"
    verbose_name = _("Portfolios")

    def ready(self) -> None:
        from candidates.journey import hooks as journey_hooks
        from candidates.journey import timeline
        from candidates.portfolios import facts, holding
        from candidates.portfolios.assigning import desk_tasks as assigning
        from candidates.portfolios.deciding import appealing, desk_tasks
        from candidates.portfolios.quality.attaching import ATTACHABLE
        from candidates.portfolios.reviewers.services import INVITATION
        from candidates.portfolios.reviewers.views.invitation import invitation
        from candidates.portfolios.submitting import fee
        from candidates.portfolios.submitting import services as submitting
        from lsscert.access import REVIEWER, SIGNED_IN, STAFF
        from lsscert.accounts.links import LINK_PAGES
        from lsscert.letters.attachments import ATTACHMENTS
        from lsscert.money import hooks as money_hooks
        from lsscert.navigation import NAVIGATION, Link
        from lsscert.todo import DESK_TASKS

        timeline.say(facts.SENTENCES)
        journey_hooks.LAPSE_HELD.add(holding.holds_the_lapse)
        journey_hooks.WORK_JUDGED.add(holding.has_been_judged)
        journey_hooks.CANDIDACY_CLOSED.add(submitting.candidacy_closed)
        money_hooks.BEFORE_INVOICE_LOCK.add(fee.lock_candidacy_of)
        NAVIGATION.add(Link(_("My portfolios"), "my_portfolios", area="my", role=SIGNED_IN), order=35)
        NAVIGATION.add(Link(_("Portfolios"), "desk_portfolios", area="desk", role=STAFF), order=45)
        NAVIGATION.add(Link(_("Queue"), "review_queue", area="review", role=REVIEWER), order=20)
        NAVIGATION.add(Link(_("My figures"), "review_figures", area="review", role=REVIEWER), order=30)
        NAVIGATION.add(Link(_("Profile"), "review_profile", area="review", role=REVIEWER), order=40)
        NAVIGATION.add(Link(_("Training"), "review_training", area="review", role=REVIEWER), order=50)
        LINK_PAGES[INVITATION] = invitation
        DESK_TASKS.add(assigning.portfolios_to_assign, order=42)
        DESK_TASKS.add(assigning.third_reviewers, order=43)
        DESK_TASKS.add(assigning.overdue_reviews, order=44)
        ATTACHMENTS.add(ATTACHABLE)
        NAVIGATION.add(
            Link(_("Letters of service"), "review_service", area="review", role=REVIEWER), order=90
        )
        NAVIGATION.add(
            Link(_("Quality of reviews"), "desk_review_quality", area="desk", role=STAFF), order=46
        )
        appealing.register()
        DESK_TASKS.add(desk_tasks.decisions_to_release, order=54)
        DESK_TASKS.add(desk_tasks.decisions_held, order=55)
        DESK_TASKS.add(desk_tasks.reports_to_handle, order=53)
        NAVIGATION.add(Link(_("Reviews"), "review_home", area="door", role=REVIEWER), order=16)
        NAVIGATION.add(Link(_("Reviews"), "review_home", area="review", role=REVIEWER), order=10)
