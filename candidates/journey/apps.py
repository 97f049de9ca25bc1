from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JourneyConfig(AppConfig):
    name = "candidates.journey"
    label = "candidates"
    verbose_name = _("Candidacies")

    def ready(self) -> None:
        from candidates.journey.desk_tasks import applications_to_decide
        from lsscert.access import SIGNED_IN, STAFF
        from lsscert.navigation import NAVIGATION, Link
        from lsscert.todo import DESK_TASKS

        NAVIGATION.add(Link(_("My plan"), "my_plan", area="my", role=SIGNED_IN), order=20)
        NAVIGATION.add(Link(_("Applications"), "desk_applications", area="desk", role=STAFF), order=20)
        DESK_TASKS.add(applications_to_decide, order=10)
