"""What can be done on a page, each act folded away with its own small form.

An act that moves money says first what it would do; the second press, of what was shown and nothing else, does it.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest

from lsscert import clock
from lsscert.accounts.models import Person
from lsscert.accounts.viewer import me
from lsscert.refused import Refused

Cleaned = dict[str, Any]


@dataclass(frozen=True)
class Act:
    """`do` gets what was typed, by whom and when, and returns what was done, in words.

    `before` turns what was typed into the sentences that are read before the second press. `at` says at which field
    the code of a refusal belongs. The `primary` one of a page is not folded away.
    """

    name: str
    label: Any
    button: Any
    do: Callable[[Cleaned, Person, datetime], Any]
    form: Callable[..., forms.BaseForm] = forms.Form
    before: Callable[[Cleaned], list[str]] | None = None
    said: Any = ""
    initial: Cleaned = field(default_factory=dict)
    at: dict[str, str] = field(default_factory=dict)
    danger: bool = False
    primary: bool = False


class Shown:
    """An act as the page shows it."""

    def __init__(self, act: Act, request: HttpRequest) -> None:
        self.act, self.request = act, request
        self.pressed = request.method == "POST" and request.POST.get("act") == act.name
        how: dict[str, Any] = {"data": request.POST, "files": request.FILES} if self.pressed else {}
        self.form = act.form(prefix=act.name, **how, initial=act.initial)
        self.preview: list[str] = []

    @property
    def sure(self) -> str:
        """Names what was typed, so that a second press after a change is a first press again."""
        typed = sorted((name, str(value)) for name, value in self.form.cleaned_data.items())
        return hashlib.sha256(repr(typed).encode()).hexdigest()[:20]

    def run(self) -> Any:
        """What was done, in words; nothing when something is to be mended or read first."""
        if not self.form.is_valid():
            return None
        try:
            return self._look_then_do()
        except Refused as no:
            name = self.act.at.get(no.code)
            self.form.add_error(name if name in self.form.fields else None, str(no))
            return None

    def _look_then_do(self) -> Any:
        data = self.form.cleaned_data
        if self.act.before and self.request.POST.get(f"{self.act.name}-sure") != self.sure:
            self.preview = self.act.before(data)
            return None
        return self.act.do(data, me(self.request), clock.now())


class Acts:
    def __init__(self, request: HttpRequest, acts: Iterable[Act]) -> None:
        self.shown = [Shown(act, request) for act in acts]

    def __iter__(self) -> Iterator[Shown]:
        return iter(self.shown)

    def run(self) -> Any:
        pressed = next((each for each in self.shown if each.pressed), None)
        return pressed.run() if pressed else None

    @property
    def wrong(self) -> bool:
        return any(each.pressed and not each.preview for each in self.shown)
