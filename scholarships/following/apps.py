from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowingConfig(AppConfig):
    name = "scholarships.following"
    label = "following"
    verbose_name = _("After the award")

    def ready(self) -> None:
        from candidates.journey import hooks as journey
        from lsscert import samples
        from lsscert.money import hooks as money
        from scholarships.applying.history import HELPED
        from scholarships.applying.thread import THREAD
        from scholarships.following import late, paying, reporting, stepping
        from scholarships.following.samples import SAMPLES
        from scholarships.rounds.steps import ROUND_STEPS
        from scholarships.scoring.waiting import COMMITTEE_TASKS

        samples.add(SAMPLES)
        # After the fees, which issue the invoice.
        journey.APPLICATION_SUBMITTED.add(paying.invoice_issued, order=200)
        money.REFUND_SENT.add(paying.came_back, order=200)
        late.join_in()
        COMMITTEE_TASKS.add(stepping.tasks)
        HELPED.add(reporting.history_of)
        ROUND_STEPS.add(stepping.steps, order=40)
        THREAD.add(stepping.thread)
