from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "lsscert.accounts"
    label = "accounts"
    verbose_name = _("People and organisations")

    def ready(self) -> None:
        from lsscert import samples
        from lsscert.access import STAFF
        from lsscert.accounts.desk_tasks import for_a_second_person
        from lsscert.accounts.informing import LINK_KIND
        from lsscert.accounts.links import LINK_PAGES
        from lsscert.accounts.samples import SAMPLES
        from lsscert.accounts.views.approval_link import approval_link
        from lsscert.navigation import NAVIGATION, Link
        from lsscert.todo import DESK_TASKS

        samples.add(SAMPLES)
        NAVIGATION.add(Link(_("Approvals"), "desk_approvals", area="desk", role=STAFF), order=88)
        DESK_TASKS.add(for_a_second_person, order=20)
        LINK_PAGES[LINK_KIND] = approval_link
