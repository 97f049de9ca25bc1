from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "competencies.courses"
    label = "courses"
    verbose_name = _("Approved courses")
