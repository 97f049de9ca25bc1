"""What a page that saves by itself is told: the new version, or why not and what stands on record."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import JsonResponse

from candidates.portfolios.writing.saving import STALE
from lsscert.refused import Refused


def answer(
    form: forms.Form,
    save: Callable[[], Any],
    on_record: Callable[[], dict[str, Any]],
    more: Callable[[], dict[str, Any]] = dict,
) -> JsonResponse:
    """200 `{version, saved_at}`; 422 with what is wrong; 409 with `theirs` where another tab was faster.

    `on_record` gives the form's values as they are stored, `more` what else the page shows once it is saved.
    """
    if not form.is_valid():
        said = [str(error) for errors in form.errors.values() for error in errors]
        return JsonResponse({"detail": " ".join(said), "code": "invalid"}, status=422)
    try:
        row = save()
    except Refused as no:
        told: dict[str, Any] = {"detail": str(no), "code": no.code}
        if no.code == STALE:
            theirs = on_record()
            told |= {"version": theirs.pop("version"), "theirs": theirs}
        return JsonResponse(told, status=409)
    return JsonResponse({"version": row.version, "saved_at": row.saved_at, **more()})


def renewed(form: forms.Form, version: int) -> None:
    """The form takes the version on record, so that saving again is a decision."""
    data: Any = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict, typed as any mapping
    data["version"] = str(version)
    form.data = data
