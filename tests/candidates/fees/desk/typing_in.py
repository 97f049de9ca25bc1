"""Filling in the page of a payment as a browser without scripts does it: look, read what came back, save."""

from typing import Any

from django.test import Client
from lxml import html

RECORD, POST = "/desk/fees/record/", "/desk/fees/post/"
CHEQUE = {"number": "4471", "received_on": "2026-03-02", "note": ""}


def fields_of(answer: Any) -> dict[str, Any]:
    """What the form would send, were it sent as it stands."""
    form = html.fromstring(answer.content).xpath("//form[contains(@class, 'entry')]")[0]
    found: dict[str, Any] = {}
    for name, value in form.form_values():
        found[name] = [*found[name], value] if isinstance(found.get(name), list) else value
    return found


def look(client: Client, path: str, **typed: Any) -> dict[str, Any]:
    answer = client.post(path, CHEQUE | typed | {"look": "1"})
    assert answer.status_code == 200
    return fields_of(answer)


def type_in(client: Client, path: str = POST, **typed: Any) -> Any:
    """Look first, then save, with the boxes beside invoices as they were filled or as `typed` has them."""
    beside = {name: value for name, value in typed.items() if name.startswith("use-")}
    first = {name: value for name, value in typed.items() if name not in beside}
    return client.post(path, look(client, path, **first) | beside)


def boxes(fields: dict[str, Any]) -> dict[str, str]:
    return {
        name.removeprefix("use-"): value
        for name, value in fields.items()
        if name.startswith("use-") and value
    }


def words(answer: Any) -> str:
    return " ".join(html.fromstring(answer.content).xpath("string(//main)").split())
