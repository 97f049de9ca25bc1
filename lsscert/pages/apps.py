from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "lsscert.pages"
    label = "pages"
    verbose_name = _("Public pages")

    def ready(self) -> None:
        from lsscert import samples
        from lsscert.navigation import FOOTER, NAVIGATION, Link
        from lsscert.pages.desk_tasks import messages_to_answer
        from lsscert.pages.samples import SAMPLES
        from lsscert.todo import DESK_TASKS

        samples.add(SAMPLES)
        NAVIGATION.add(Link(_("Cost"), "cost"), order=30)
        NAVIGATION.add(Link(_("Ways to pay"), "ways_to_pay"), order=35)
        NAVIGATION.add(Link(_("Questions"), "questions"), order=50)
        FOOTER.add(Link(_("Ways to pay"), "ways_to_pay"), order=5)
        FOOTER.add(Link(_("Questions"), "questions"), order=10)
        FOOTER.add(Link(_("Contact"), "contact"), order=20)
        FOOTER.add(Link(_("Privacy"), "privacy"), order=30)
        DESK_TASKS.add(messages_to_answer, order=80)
