from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeesConfig(AppConfig):
    name = "candidates.fees"
    label = "fees"
    verbose_name = _("Fees")

    def ready(self) -> None:
        from candidates.fees import services
        from candidates.fees.facts import FACTS
        from candidates.journey import hooks as journey_hooks
        from candidates.journey import timeline
        from lsscert.money import hooks as money_hooks

        timeline.say(FACTS)
        journey_hooks.APPLICATION_SUBMITTED.add(services.issue_enrolment_invoice)
        journey_hooks.CANDIDACY_CLOSED.add(services.close_enrolment_fee)
        money_hooks.BEFORE_INVOICE_LOCK.add(services.lock_candidacy_of)
        money_hooks.INVOICE_SETTLED.add(services.settle_candidacy_of)
