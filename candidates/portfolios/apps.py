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
        from candidates.portfolios.quality.attaching import ATTACHABLE
        from lsscert.access import REVIEWER, STAFF
        from lsscert.letters.attachments import ATTACHMENTS
        from lsscert.navigation import NAVIGATION, Link

        timeline.say(facts.SENTENCES)
        journey_hooks.LAPSE_HELD.add(holding.holds_the_lapse)
        journey_hooks.WORK_JUDGED.add(holding.has_been_judged)
        ATTACHMENTS.add(ATTACHABLE)
        NAVIGATION.add(
            Link(_("Letters of service"), "review_service", area="review", role=REVIEWER), order=90
        )
        NAVIGATION.add(
            Link(_("Quality of reviews"), "desk_review_quality", area="desk", role=STAFF), order=46
        )
