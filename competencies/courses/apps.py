from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "competencies.courses"
    label = "courses"
    verbose_name = _("Approved courses")

    def ready(self) -> None:
        from competencies.courses.samples import SAMPLES
        from lsscert import samples
        from lsscert.access import STAFF
        from lsscert.navigation import NAVIGATION, Link

        samples.add(SAMPLES)
        NAVIGATION.add(Link(_("Courses"), "courses"), order=20)
        NAVIGATION.add(Link(_("Courses"), "desk_courses", area="desk", role=STAFF), order=70)
