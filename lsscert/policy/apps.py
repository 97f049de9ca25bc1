from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PolicyConfig(AppConfig):
    name = "lsscert.policy"
    label = "policy"
    verbose_name = _("Policy")

    def ready(self) -> None:
        from lsscert.access import STAFF
        from lsscert.navigation import NAVIGATION, Link

        NAVIGATION.add(Link(_("Policy"), "desk_policy", area="desk", role=STAFF), order=90)
