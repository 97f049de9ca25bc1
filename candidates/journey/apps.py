from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JourneyConfig(AppConfig):
    name = "candidates.journey"
    label = "candidates"
    verbose_name = _("Candidacies")

    def ready(self) -> None:
        from candidates.journey import desk_tasks
        from candidates.journey.samples import SAMPLES
        from lsscert import samples
        from lsscert.access import SIGNED_IN, STAFF
        from lsscert.navigation import NAVIGATION, Link
        from lsscert.todo import DESK_TASKS

        samples.add(SAMPLES)
        NAVIGATION.add(Link(_("My plan"), "my_plan", area="my", role=SIGNED_IN), order=20)
        NAVIGATION.add(
            Link(
                _("Applications"),
                "desk_applications",
                area="desk",
                role=STAFF,
                count=desk_tasks.how_many_to_decide,
            ),
            order=20,
        )
        DESK_TASKS.add(desk_tasks.applications_to_decide, order=10)
