from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScoringConfig(AppConfig):
    name = "scholarships.scoring"
    label = "scoring"
    verbose_name = _("Scoring of applications")

    def ready(self) -> None:
        from lsscert import samples
        from lsscert.access import OF_COMMITTEES
        from lsscert.accounts.links import LINK_PAGES
        from lsscert.navigation import NAVIGATION, Link
        from scholarships.applying.reading import LETTER_READERS
        from scholarships.applying.services import JUDGES
        from scholarships.funds.joining import ROLE_TAKEN
        from scholarships.rounds.steps import ROUND_STEPS
        from scholarships.scoring import finding, inviting, services, stepping
        from scholarships.scoring.samples import SAMPLES
        from scholarships.scoring.views.invitation import invitation

        samples.add(SAMPLES)
        JUDGES.add(services.judges)
        LETTER_READERS.add(finding.reads_letters)
        ROLE_TAKEN.add(services.leave_with_the_role)
        LINK_PAGES[inviting.INVITATION] = invitation
        ROUND_STEPS.add(stepping.steps, order=20)
        for role in OF_COMMITTEES:
            NAVIGATION.add(Link(_("Committee"), "committee_home", area="door", role=role), order=17)
        NAVIGATION.add(Link(_("Rounds"), "committee_home", area="committee"), order=10)
