from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortfoliosConfig(AppConfig):
    name = "candidates.portfolios"
    label = "portfolios"
    verbose_name = _("Portfolios")

    def ready(self) -> None:
        from candidates.appeals.kinds import APPEALABLE
        from candidates.journey import hooks as journey_hooks
        from candidates.journey import timeline
        from candidates.portfolios import facts, holding
        from candidates.portfolios.assigning import joining_in
        from candidates.portfolios.deciding import appealing, desk_tasks
        from candidates.portfolios.quality.attaching import ATTACHABLE
        from candidates.portfolios.samples import SAMPLES
        from candidates.portfolios.submitting import fee
        from candidates.portfolios.submitting import services as submitting
        from candidates.portfolios.writing.finding import pathway_concerns
        from lsscert import samples
        from lsscert.access import REVIEWER, SIGNED_IN, STAFF
        from lsscert.letters.attachments import ATTACHMENTS
        from lsscert.money import hooks as money_hooks
        from lsscert.navigation import NAVIGATION, Link
        from lsscert.todo import DESK_TASKS

        samples.add(SAMPLES)
        timeline.say(facts.SENTENCES)
        journey_hooks.LAPSE_HELD.add(holding.holds_the_lapse)
        journey_hooks.WORK_JUDGED.add(holding.has_been_judged)
        journey_hooks.CANDIDACY_CLOSED.add(submitting.candidacy_closed)
        money_hooks.BEFORE_INVOICE_LOCK.add(fee.lock_candidacy_of)
        ATTACHMENTS.add(ATTACHABLE)
        NAVIGATION.add(
            Link(_("Letters of service"), "review_service", area="review", role=REVIEWER), order=90
        )
        NAVIGATION.add(
            Link(_("Quality of reviews"), "desk_review_quality", area="desk", role=STAFF), order=46
        )
        APPEALABLE[appealing.KIND] = appealing.APPEALABLE
        DESK_TASKS.add(desk_tasks.decisions_to_release, order=54)
        DESK_TASKS.add(desk_tasks.decisions_held, order=55)
        DESK_TASKS.add(desk_tasks.reports_to_handle, order=53)
        joining_in.ready()
        NAVIGATION.add(
            Link(_("My portfolios"), "my_portfolios", area="my", role=SIGNED_IN, shown=pathway_concerns),
            order=35,
        )
