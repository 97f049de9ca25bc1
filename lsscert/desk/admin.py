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
SEALED = {"awarding.SealedSecret": {"value"}}
"""Nobody may know the secret of a draw before it is drawn."""
NOT_IN_A_LIST = (models.TextField, models.JSONField)
COLUMNS = 7


class LookOnly(admin.ModelAdmin):
    """It shows, and changes nothing. Also mixed in before the admin that a library brought."""

    exclude = tuple(HIDDEN)
    actions = None
    show_full_result_count = False
    list_per_page = 50
    ordering = ("-pk",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def look_only(model: type[models.Model]) -> type[LookOnly]:
    hidden = HIDDEN | SEALED.get(model._meta.label, set())
    fields = [field for field in model._meta.fields if field.name not in hidden]
    columns = [field for field in fields if not isinstance(field, NOT_IN_A_LIST)][:COLUMNS]
    looks = {
        "fields": [field.name for field in fields],
        "list_display": [field.name for field in columns],
        "list_select_related": [field.name for field in columns if field.is_relation],
        "search_fields": ["=ref"] if any(field.name == "ref" for field in fields) else [],
    }
    return type(f"{model.__name__}Admin", (LookOnly,), looks)


def register_everything(site: admin.AdminSite = admin.site) -> None:
    """Last of all apps, so that what libraries registered for writing becomes look-only too."""
    for model, registered in list(site._registry.items()):
        site.unregister(model)
        if model is not Authenticator:  # it holds the secrets of people's second factors
            site.register(
                model, type(f"LookOnly{type(registered).__name__}", (LookOnly, type(registered)), {})
            )
    for model in our_models():
        site.register(model, look_only(model))


register_everything()
