"""The admin: every table of ours, for looking only. What changes a row is a service, never this.

Superusers alone reach it (`access.LIBRARY_ROUTES`).
"""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from lsscert.desk.ours import our_models

# A hash, a link or a code that would let the reader act as somebody else.
HIDDEN = frozenset({"password", "body", "link_token", "session_key"})
NOT_IN_A_LIST = (models.TextField, models.JSONField)
COLUMNS = 7


class LookOnly:
    """Mixed in before a ModelAdmin: it shows, and changes nothing."""

    exclude = tuple(HIDDEN)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {}


class RowAdmin(LookOnly, admin.ModelAdmin):
    show_full_result_count = False
    list_per_page = 50
    ordering = ("-pk",)

    def __init__(self, model: type[models.Model], site: admin.AdminSite) -> None:
        super().__init__(model, site)
        fields = [field for field in model._meta.fields if field.name not in HIDDEN]
        shown = [field for field in fields if not isinstance(field, NOT_IN_A_LIST)][:COLUMNS]
        self.fields = [field.name for field in fields]
        self.list_display = [field.name for field in shown]
        self.list_select_related = [field.name for field in shown if field.is_relation]
        self.search_fields = ["=ref"] if "ref" in self.fields else []


def register_everything(site: admin.AdminSite = admin.site) -> None:
    """Last of all apps, so that what libraries registered for writing becomes look-only too."""
    for model, registered in list(site._registry.items()):
        site.unregister(model)
        if model is not Authenticator:  # it holds the secrets of people's second factors
            site.register(model, type(f"LookOnly{type(registered).__name__}", (LookOnly, type(registered)), {}))
    for model in our_models():
        site.register(model, RowAdmin)


register_everything()
