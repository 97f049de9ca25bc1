from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundsConfig(AppConfig):
    name = "scholarships.funds"
    label = "funds"
    verbose_name = _("Funds of organisations")

    def ready(self) -> None:
        from lsscert import samples
        from lsscert.accounts.approval_kinds import APPROVAL_KINDS
        from lsscert.accounts.links import LINK_PAGES
        from lsscert.navigation import NAVIGATION, Link
        from scholarships.funds import joining, members, taking_out
        from scholarships.funds.samples import SAMPLES
        from scholarships.funds.views.invitation import invitation

        samples.add(SAMPLES)
        APPROVAL_KINDS[taking_out.KIND] = taking_out.A_TAKING_OUT
        LINK_PAGES[joining.INVITATION] = invitation
        NAVIGATION.add(
            Link(_("Funds"), "committee_funds", area="committee", shown=members.sees_funds), order=40
        )
