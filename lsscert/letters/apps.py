from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    name = "lsscert.letters"
    label = "letters"
    verbose_name = _("Letters")

    def ready(self) -> None:
        from lsscert import samples
        from lsscert.access import SIGNED_IN, STAFF
        from lsscert.letters.desk_tasks import not_delivered
        from lsscert.letters.samples import SAMPLES
        from lsscert.navigation import NAVIGATION, Link
        from lsscert.todo import DESK_TASKS

        samples.add(SAMPLES)
        NAVIGATION.add(Link(_("Letters"), "my_letters", area="my", role=SIGNED_IN), order=60)
        NAVIGATION.add(Link(_("Letters"), "desk_letters", area="desk", role=STAFF), order=85)
        DESK_TASKS.add(not_delivered, order=85)
