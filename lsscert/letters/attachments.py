"""What a letter may carry. Upper rooms add kinds in their apps.py; the file is made when the letter goes.

So the outbox stays small, and a letter sent again carries the paper as it stands then.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from lsscert.registry import Registry

type Asked = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Attachable:
    """`make` gives name, content and media type of the file for a ref, in the language that is active.

    `my_url` and `desk_url` say where a reader and where staff find it on the site, if anywhere.
    """

    kind: str
    name: str | Promise
    make: Callable[[str], tuple[str, bytes, str]]
    my_url: Callable[[str], str] | None = None
    desk_url: Callable[[str], str] | None = None


ATTACHMENTS: Registry[Attachable] = Registry()


class NotAttached(Exception):
    """The file could not be made; the letter waits and is tried again, as when the mail server is away."""


@dataclass(frozen=True)
class Listed:
    name: str
    url: str = ""


def of_kind(kind: str) -> Attachable:
    """KeyError for a kind that no room has added."""
    for attachable in ATTACHMENTS:
        if attachable.kind == kind:
            return attachable
    raise KeyError(kind)


def as_kept(asked: Asked) -> list[list[str]]:
    """As a letter keeps them. An unknown kind is told at once, not to the worker."""
    return [[of_kind(kind).kind, ref] for kind, ref in asked]


def made(kept: Iterable[Sequence[str]]) -> list[tuple[str, bytes, str]]:
    return [_made(kind, ref) for kind, ref in kept]


def _made(kind: str, ref: str) -> tuple[str, bytes, str]:
    try:
        return of_kind(kind).make(ref)
    except Exception as problem:  # whatever the room that makes it comes up with
        raise NotAttached(f"{kind} {ref}: {type(problem).__name__}: {problem}") from problem


def listed(kept: Iterable[Sequence[str]], *, staff: bool = False) -> list[Listed]:
    return [_listed(kind, ref, staff) for kind, ref in kept]


def _listed(kind: str, ref: str, staff: bool) -> Listed:
    try:
        attachable = of_kind(kind)
    except KeyError:  # of a newer version that runs beside this one
        return Listed(kind)
    url = attachable.desk_url if staff else attachable.my_url
    return Listed(str(attachable.name), url(ref) if url else "")
