from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplyingConfig(AppConfig):
    name = "scholarships.applying"
    label = "applying"
    verbose_name = _("Scholarship applications")
