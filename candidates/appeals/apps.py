from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AppealsConfig(AppConfig):
    name = "candidates.appeals"
    label = "appeals"
    verbose_name = _("Appeals")

    def ready(self) -> None:
        from candidates.appeals import desk_tasks, eligibility, facts
        from candidates.appeals.kinds import APPEALABLE
        from candidates.appeals.samples import SAMPLES
        from candidates.journey import timeline
        from lsscert import samples
        from lsscert.access import STAFF
        from lsscert.navigation import NAVIGATION, Link
        from lsscert.todo import DESK_TASKS

        samples.add(SAMPLES)
        timeline.say(facts.SENTENCES)
        APPEALABLE[eligibility.KIND] = eligibility.APPEALABLE
        DESK_TASKS.add(desk_tasks.appeals_to_judge, order=15)
        NAVIGATION.add(
            Link(_("Appeals"), "desk_appeals", area="desk", role=STAFF, count=desk_tasks.how_many_to_judge),
            order=47,
        )
