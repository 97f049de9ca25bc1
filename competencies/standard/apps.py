from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StandardConfig(AppConfig):
    name = "competencies.standard"
    label = "competencies"
    verbose_name = _("The standard")

    def ready(self) -> None:
        from competencies.standard.desk_tasks import missing_texts
        from competencies.standard.samples import SAMPLES
        from lsscert import samples
        from lsscert.access import STAFF
        from lsscert.navigation import NAVIGATION, Link
        from lsscert.todo import DESK_TASKS

        samples.add(SAMPLES)
        NAVIGATION.add(Link(_("Competency sets"), "sets"), order=10)
        NAVIGATION.add(Link(_("Standard"), "desk_standard", area="desk", role=STAFF), order=80)
        DESK_TASKS.add(missing_texts, order=80)
