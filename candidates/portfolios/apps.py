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
        from candidates.portfolios.writing.finding import pathway_concerns
        from lsscert.access import SIGNED_IN
        from lsscert.navigation import NAVIGATION, Link

        timeline.say(facts.SENTENCES)
        journey_hooks.LAPSE_HELD.add(holding.holds_the_lapse)
        journey_hooks.WORK_JUDGED.add(holding.has_been_judged)
        NAVIGATION.add(
            Link(_("My portfolios"), "my_portfolios", area="my", role=SIGNED_IN, shown=pathway_concerns),
            order=35,
        )
