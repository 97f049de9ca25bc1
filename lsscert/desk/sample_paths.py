"""The arguments of every address, filled from samples, so that each can be walked: by a test and from outside."""

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.urls import NoReverseMatch, reverse

from lsscert.accounts.models import Person
from lsscert.desk.routes import Route
from lsscert.samples import SAMPLES

# Addresses of libraries: a value that has the right shape and names nothing.
OF_LIBRARIES: dict[str, Any] = {"key": "none", "uidb36": "0", "pk": 0, "url": "nothing"}


def arguments_for(route: Route, person: Person | None = None) -> dict[str, Any] | None:
    """None when the database holds nothing to fill them with; LookupError when no room has named a sample of it."""
    if not route.arguments:
        return {}
    if sample := SAMPLES.get(route.name):
        return sample.take(person)
    if route.pattern.startswith(("accounts/", "admin/")):
        return {name: _of_a_library(name, route) for name in route.arguments}
    raise LookupError(f"no sample for {route.pattern}: name its rows in samples.py of its room")


def _of_a_library(name: str, route: Route) -> Any:
    if name == "object_id":
        _admin, app, model, *_rest = route.pattern.split("/")
        table = apps.get_model(app, model) if "<" not in app + model else Person
        return table._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0
    if name == "app_label":
        return Person._meta.app_label
    if name == "content_type_id":
        return ContentType.objects.get_for_model(Person).pk
    return OF_LIBRARIES[name]


def sample_path(route: Route, person: Person | None = None) -> str | None:
    arguments = arguments_for(route, person)
    if arguments is None:
        return None
    if not arguments:
        return f"/{route.pattern}"
    namespace = "admin:" if route.pattern.startswith("admin/") else ""
    try:
        return reverse(f"{namespace}{route.name}", kwargs=arguments)
    except NoReverseMatch:
        # The admin's own forwarding addresses have no name.
        path = route.pattern
        for name, value in arguments.items():
            path = path.replace(f"<path:{name}>", str(value)).replace(f"(?P<{name}>.*)$", str(value))
        return f"/{path}"
