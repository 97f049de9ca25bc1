from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeesConfig(AppConfig):
    name = "candidates.fees"
    label = "fees"
    verbose_name = _("Fees")

    def ready(self) -> None:
        from candidates.fees import services, settling, telling
        from candidates.fees.desk_tasks import refunds_to_send
        from candidates.fees.facts import FACTS
        from candidates.fees.seats import joining_in
        from candidates.journey import hooks as journey_hooks
        from candidates.journey import timeline
        from lsscert.access import SIGNED_IN, STAFF
        from lsscert.money import hooks as money_hooks
        from lsscert.navigation import NAVIGATION, Link
        from lsscert.todo import DESK_TASKS

        timeline.say(FACTS)
        journey_hooks.APPLICATION_SUBMITTED.add(services.issue_enrolment_invoice)
        journey_hooks.CANDIDACY_CLOSED.add(services.close_enrolment_fee)
        money_hooks.BEFORE_INVOICE_LOCK.add(services.lock_candidacy_of)
        money_hooks.INVOICE_COVERED.add(settling.covered)
        money_hooks.INVOICE_UNCOVERED.add(settling.uncovered)
        money_hooks.PAYMENT_RECORDED.add(telling.payment_recorded)
        money_hooks.PAYMENT_TAKEN_BACK.add(telling.payment_taken_back)
        money_hooks.REFUND_ASKED.add(telling.refund_asked)
        money_hooks.REFUND_SENT.add(telling.refund_sent)
        money_hooks.ORDER_MOVED.add(telling.order_moved)
        NAVIGATION.add(Link(_("Fees"), "my_fees", area="my", role=SIGNED_IN), order=40)
        NAVIGATION.add(Link(_("Fees"), "desk_fees", area="desk", role=STAFF), order=50)
        DESK_TASKS.add(refunds_to_send, order=50)
        joining_in.ready()
