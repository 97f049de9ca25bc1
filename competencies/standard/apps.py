from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StandardConfig(AppConfig):
    name = "competencies.standard"
    label = "competencies"
    verbose_name = _("The standard")
