"""What was typed into an application's form, and the buttons that only change its rows."""

from typing import Any

from django.http import HttpRequest

from scholarships.applying.filled import without_row

BUTTONS = {"save", "send", "check", "add-post", "add-cost", "remove-post", "remove-cost", "overwrite"}
NOT_KEPT = {"csrfmiddlewaretoken", "version", "true", "anyway", *BUTTONS}


def typed(request: HttpRequest) -> dict[str, Any]:
    return {name: values[-1] for name, values in request.POST.lists() if name not in NOT_KEPT}


def more_rows(request: HttpRequest) -> str:
    """Of which rows one more is wanted: posts, costs, or none."""
    return next((f"{name}s" for name in ("post", "cost") if f"add-{name}" in request.POST), "")


def less_a_row(request: HttpRequest, data: dict[str, Any]) -> dict[str, Any]:
    for name in ("post", "cost"):
        index = request.POST.get(f"remove-{name}", "")
        if index.isascii() and index.isdigit() and len(index) < 4:
            data = without_row(data, f"{name}s", int(index))
    return data


def only_rows(request: HttpRequest) -> bool:
    """Whether a row was to be added or removed, and nothing more."""
    return bool(more_rows(request)) or any(name.startswith("remove-") for name in request.POST)
