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
        from candidates.portfolios.submitting import fee
        from candidates.portfolios.submitting import services as submitting
        from lsscert.access import SIGNED_IN
        from lsscert.money import hooks as money_hooks
        from lsscert.navigation import NAVIGATION, Link

        timeline.say(facts.SENTENCES)
        journey_hooks.LAPSE_HELD.add(holding.holds_the_lapse)
        journey_hooks.WORK_JUDGED.add(holding.has_been_judged)
        journey_hooks.CANDIDACY_CLOSED.add(submitting.candidacy_closed)
        money_hooks.BEFORE_INVOICE_LOCK.add(fee.lock_candidacy_of)
        NAVIGATION.add(Link(_("My portfolios"), "my_portfolios", area="my", role=SIGNED_IN), order=35)
