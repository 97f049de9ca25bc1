from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CourseworkConfig(AppConfig):
    name = "candidates.coursework"
    label = "coursework"
    verbose_name = _("Coursework")

    def ready(self) -> None:
        from candidates.coursework import desk_tasks, facts, holding, services
        from candidates.coursework.samples import SAMPLES
        from candidates.journey import hooks as journey_hooks
        from candidates.journey import timeline
        from competencies.courses import hooks
        from lsscert import samples
        from lsscert.access import SIGNED_IN, STAFF
        from lsscert.navigation import NAVIGATION, Link
        from lsscert.todo import DESK_TASKS

        samples.add(SAMPLES)
        timeline.say(facts.SENTENCES)
        hooks.APPROVALS_CHANGED.add(services.look_again)
        journey_hooks.LAPSE_HELD.add(holding.holds_the_lapse)
        journey_hooks.WORK_JUDGED.add(holding.has_been_judged)
        NAVIGATION.add(Link(_("My courses"), "my_courses", area="my", role=SIGNED_IN), order=30)
        NAVIGATION.add(
            Link(
                _("Coursework"),
                "desk_coursework",
                area="desk",
                role=STAFF,
                count=desk_tasks.how_many_to_check,
            ),
            order=40,
        )
        DESK_TASKS.add(desk_tasks.proofs_to_check, order=30)
        DESK_TASKS.add(desk_tasks.waiting_for_dates, order=40)
