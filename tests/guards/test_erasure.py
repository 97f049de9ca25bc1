"""Every field is classed, so that erasure never meets one it does not know."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from lsscert.accounts.models import Person
from lsscert.desk.ours import is_ours, our_events, our_models
from lsscert.personal import KEPT, NONE, PERSONAL

# Tables of libraries, and what becomes of the rows about a person when that person is erased.
OF_LIBRARIES = {
    "account.EmailAddress": "goes with the account",
    "account.EmailConfirmation": "goes with the account",
    "mfa.Authenticator": "goes with the account",
    "usersessions.UserSession": "goes with the account",
    "sessions.Session": "ends with the account; old ones are cleared away",
    "admin.LogEntry": "stays empty: the admin changes nothing",
    "auth.Group": "says nothing about anybody",
    "auth.Permission": "says nothing about anybody",
    "contenttypes.ContentType": "says nothing about anybody",
    "pghistory.Context": "holds an account's number and a path; the number leads nowhere once the account is gone",
    "pghistory.Events": "is no table: a view of the history",
    "pghistory.MiddlewareEvents": "is no table: a view of the history",
    "procrastinate.ProcrastinateEvent": "says nothing about anybody",
    "procrastinate.ProcrastinateJob": "holds numbers of letters; done jobs are cleared away",
    "procrastinate.ProcrastinatePeriodicDefer": "says nothing about anybody",
    "procrastinate.ProcrastinateWorker": "says nothing about anybody",
}
HISTORY_ADDS = {"pgh_id", "pgh_created_at", "pgh_label", "pgh_obj", "pgh_context"}


def problems(model: type[models.Model]) -> Iterator[str]:
    classes = getattr(model, "erasure", None)
    if classes is None:
        yield "no field is classed"
        return
    fields = {field.name for field in (*model._meta.fields, *model._meta.many_to_many)}
    yield from (f"{name} is not classed" for name in sorted(fields - set(classes)))
    yield from (f"{name} is classed and is no field" for name in sorted(set(classes) - fields))
    for name, kind in classes.items():
        if kind not in {PERSONAL, KEPT, NONE}:
            yield f"{name} is {kind}, which is no class"
        elif name in fields and kind == NONE and _points_at_a_person(model, name):
            yield f"{name} points at a person and is said to tell nothing about anybody"


def _points_at_a_person(model: type[models.Model], name: str) -> bool:
    return model._meta.get_field(name).related_model is Person


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_every_field_is_classed(model: type[models.Model]) -> None:
    assert list(problems(model)) == []


@pytest.mark.parametrize("events", our_events(), ids=lambda model: model._meta.label)
def test_history_holds_nothing_that_its_table_does_not_class(events: type[models.Model]) -> None:
    tracked = events.pgh_tracked_model  # type: ignore[attr-defined]
    added = {field.name for field in events._meta.fields} - HISTORY_ADDS
    assert added <= set(tracked.erasure)


def test_every_table_of_a_library_is_thought_about() -> None:
    theirs = {model._meta.label for model in apps.get_models() if not is_ours(model)}
    assert theirs == set(OF_LIBRARIES)


def test_a_forgotten_field_is_seen() -> None:
    class Meta:
        app_label = "accounts"
        managed = False

    fields = {
        "__module__": __name__,
        "Meta": Meta,
        "nickname": models.CharField(max_length=10),
        "friend": models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+"),
        "erasure": {"id": NONE, "friend": NONE, "gone": PERSONAL},
    }
    try:
        forgetful = type("Forgetful", (models.Model,), fields)
        assert list(problems(forgetful)) == [
            "nickname is not classed",
            "gone is classed and is no field",
            "friend points at a person and is said to tell nothing about anybody",
        ]
    finally:
        del apps.all_models["accounts"]["forgetful"]
        apps.clear_cache()
