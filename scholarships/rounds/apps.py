from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoundsConfig(AppConfig):
    name = "scholarships.rounds"
    label = "rounds"
    verbose_name = _("Scholarship rounds")

    def ready(self) -> None:
        from lsscert import samples
        from lsscert.accounts.links import LINK_PAGES
        from lsscert.navigation import FOOTER, NAVIGATION, Link
        from lsscert.open_help import HELP_OPEN
        from scholarships.rounds import showing, telling
        from scholarships.rounds.samples import SAMPLES
        from scholarships.rounds.views.public import interest_link, leave_link

        samples.add(SAMPLES)
        HELP_OPEN.add(showing.help_open)
        LINK_PAGES[telling.CONFIRM] = interest_link
        LINK_PAGES[telling.LEAVE] = leave_link
        NAVIGATION.add(Link(_("Scholarships"), "scholarships"), order=45)
        FOOTER.add(Link(_("Scholarships"), "scholarships"), order=45)
