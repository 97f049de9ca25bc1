from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CourseworkConfig(AppConfig):
    name = "candidates.coursework"
    label = "coursework"
    verbose_name = _("Coursework")
