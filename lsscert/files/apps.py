from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "lsscert.files"
    label = "files"
    verbose_name = _("Kept files")

    def ready(self) -> None:
        from lsscert.files import incoming

        incoming.folder()
