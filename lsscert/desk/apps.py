from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "lsscert.desk"
    label = "desk"
    verbose_name = _("The desk")

    def ready(self) -> None:
        from candidates.fees.closing_up import WATCHES
        from lsscert import samples
        from lsscert.access import STAFF
        from lsscert.desk.invariants.before_closing import unclean_books
        from lsscert.desk.samples import SAMPLES
        from lsscert.navigation import NAVIGATION, Link

        samples.add(SAMPLES)
        NAVIGATION.add(Link(_("Desk"), "desk_home", area="desk", role=STAFF), order=10)
        NAVIGATION.add(Link(_("Candidates"), "desk_candidates", area="desk", role=STAFF), order=30)
        NAVIGATION.add(Link(_("Scholarships"), "desk_scholarships", area="desk", role=STAFF), order=65)
        NAVIGATION.add(Link(_("Desk"), "desk_home", area="door", role=STAFF), order=10)
        WATCHES.add(unclean_books)
