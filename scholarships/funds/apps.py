from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundsConfig(AppConfig):
    name = "scholarships.funds"
    label = "funds"
    verbose_name = _("Funds of organisations")

    def ready(self) -> None:
        from lsscert.access import STAFF
        from lsscert.accounts.links import LINK_PAGES
        from lsscert.navigation import NAVIGATION, Link
        from scholarships.funds import joining, members
        from scholarships.funds.views.invitation import invitation

        LINK_PAGES[joining.INVITATION] = invitation
        NAVIGATION.add(
            Link(_("Funds"), "committee_funds", area="committee", shown=members.sees_funds), order=40
        )
        NAVIGATION.add(Link(_("Scholarships"), "desk_scholarships", area="desk", role=STAFF), order=65)
