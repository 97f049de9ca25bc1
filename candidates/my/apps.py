from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MyConfig(AppConfig):
    name = "candidates.my"
    label = "my"
    verbose_name = _("The candidate's home")

    def ready(self) -> None:
        from lsscert.access import SIGNED_IN
        from lsscert.navigation import NAVIGATION, Link

        NAVIGATION.add(Link(_("My certification"), "my_home", area="my", role=SIGNED_IN), order=10)
        NAVIGATION.add(Link(_("My certification"), "my_home", area="door", role=SIGNED_IN), order=20)
