from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeesConfig(AppConfig):
    name = "candidates.fees"
    label = "fees"
    verbose_name = _("Fees")

    def ready(self) -> None:
        from candidates.fees import (
            attaching,
            holding,
            leaving,
            services,
            settling,
            telling,
            telling_employers,
        )
        from candidates.fees.card_tasks import differences_to_explain, disputed_payments
        from candidates.fees.desk_tasks import cheques_to_bank, orders_to_accept, refunds_to_send
        from candidates.fees.employer import LINK_KIND
        from candidates.fees.facts import FACTS
        from candidates.fees.samples import SAMPLES
        from candidates.fees.seats import joining_in
        from candidates.fees.views.share_link import share_link
        from candidates.journey import hooks as journey_hooks
        from candidates.journey import timeline
        from lsscert import samples
        from lsscert.access import SIGNED_IN, STAFF
        from lsscert.accounts.links import LINK_PAGES
        from lsscert.letters.attachments import ATTACHMENTS
        from lsscert.money import hooks as money_hooks
        from lsscert.navigation import NAVIGATION, Link
        from lsscert.todo import DESK_TASKS

        samples.add(SAMPLES)
        timeline.say(FACTS)
        journey_hooks.APPLICATION_SUBMITTED.add(services.issue_enrolment_invoice)
        journey_hooks.CANDIDACY_CLOSED.add(services.close_enrolment_fee)
        money_hooks.BEFORE_INVOICE_LOCK.add(services.lock_candidacy_of)
        money_hooks.INVOICE_COVERED.add(settling.covered)
        money_hooks.INVOICE_UNCOVERED.add(settling.uncovered)
        money_hooks.PAYMENT_RECORDED.add(telling.payment_recorded)
        money_hooks.PAYMENT_TAKEN_BACK.add(telling.payment_taken_back)
        money_hooks.PAYMENT_TAKEN_BACK.add(telling_employers.payment_taken_back)
        money_hooks.REFUND_ASKED.add(telling.refund_asked)
        money_hooks.REFUND_SENT.add(telling.refund_sent)
        money_hooks.ORDER_MOVED.add(telling.order_moved)
        money_hooks.ORDER_MOVED.add(telling_employers.order_moved)
        money_hooks.PAYMENT_RECORDED.add(telling_employers.payment_recorded)
        money_hooks.SHARE_PAID.add(telling_employers.share_paid)
        journey_hooks.PLACE_HELD.add(holding.place_held)
        journey_hooks.WHAT_GOES_BACK.add(leaving.what_goes_back)
        journey_hooks.CLOSING_PAPERS.add(attaching.closing_papers)
        LINK_PAGES[LINK_KIND] = share_link
        for attachable in attaching.ATTACHABLE:
            ATTACHMENTS.add(attachable)
        NAVIGATION.add(Link(_("Fees"), "my_fees", area="my", role=SIGNED_IN), order=40)
        NAVIGATION.add(Link(_("Fees"), "desk_fees", area="desk", role=STAFF), order=50)
        DESK_TASKS.add(refunds_to_send, order=50)
        DESK_TASKS.add(differences_to_explain, order=53)
        DESK_TASKS.add(disputed_payments, order=54)
        DESK_TASKS.add(orders_to_accept, order=51)
        DESK_TASKS.add(cheques_to_bank, order=52)
        joining_in.ready()
