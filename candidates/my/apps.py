from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MyConfig(AppConfig):
    name = "candidates.my"
    label = "my"
    verbose_name = _("The candidate's home")
