from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JourneyConfig(AppConfig):
    name = "candidates.journey"
    label = "candidates"
    verbose_name = _("Candidacies")
