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
        from candidates.portfolios.deciding import appealing, desk_tasks
        from lsscert.access import REVIEWER
        from lsscert.navigation import NAVIGATION, Link
        from lsscert.todo import DESK_TASKS

        timeline.say(facts.SENTENCES)
        journey_hooks.LAPSE_HELD.add(holding.holds_the_lapse)
        journey_hooks.WORK_JUDGED.add(holding.has_been_judged)
        appealing.register()
        DESK_TASKS.add(desk_tasks.decisions_to_release, order=54)
        DESK_TASKS.add(desk_tasks.decisions_held, order=55)
        DESK_TASKS.add(desk_tasks.reports_to_handle, order=53)
        NAVIGATION.add(Link(_("Reviews"), "review_home", area="door", role=REVIEWER), order=30)
        NAVIGATION.add(Link(_("Reviews"), "review_home", area="review", role=REVIEWER), order=10)
