from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplyingConfig(AppConfig):
    name = "scholarships.applying"
    label = "applying"
    verbose_name = _("Scholarship applications")

    def ready(self) -> None:
        from candidates.journey import hooks as journey
        from candidates.my.helping import HELP_ASKED
        from lsscert import samples
        from lsscert.access import SIGNED_IN
        from lsscert.accounts.links import LINK_PAGES
        from lsscert.navigation import NAVIGATION, Link
        from scholarships.applying import holding, references, stepping, thread
        from scholarships.applying.samples import SAMPLES
        from scholarships.applying.views.referee import reference_link
        from scholarships.rounds.steps import ROUND_STEPS, ROUNDS_WAIT

        samples.add(SAMPLES)
        journey.PLACE_WAITS.add(holding.waits)
        LINK_PAGES[references.REFERENCE_LINK] = reference_link
        HELP_ASKED.add(thread.for_home)
        ROUND_STEPS.add(stepping.steps, order=10)
        ROUNDS_WAIT.add(stepping.waits, order=10)
        NAVIGATION.add(Link(_("Scholarships"), "my_scholarships", area="my", role=SIGNED_IN), order=45)
