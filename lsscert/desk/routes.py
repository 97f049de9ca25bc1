"""Every address of the house as data: what the whole URLconf answers to, how, and for whom."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from lsscert.access import ANYONE, declared_for

SAFE = ("GET", "HEAD")


@dataclass(frozen=True)
class Route:
    """`pattern` as the URLconf has it, `roles` None when nobody said who the view is for."""

    pattern: str
    name: str
    view: Callable[..., Any]
    arguments: tuple[str, ...]
    methods: tuple[str, ...]
    roles: frozenset[str] | None
    no_store: bool
    file: bool

    @property
    def public(self) -> bool:
        return self.roles is not None and ANYONE in self.roles


def routes() -> Iterator[Route]:
    """In the order they are tried; one that stands behind another with the same pattern is never reached."""
    seen = set()
    for pattern, route, arguments in _patterns(get_resolver().url_patterns, "", ()):
        if route not in seen:
            seen.add(route)
            yield _route(pattern, route, arguments)


def _patterns(
    patterns: list[Any], prefix: str, before: tuple[str, ...]
) -> Iterator[tuple[URLPattern, str, tuple[str, ...]]]:
    """Each with its whole route and all its arguments, those of what it is included by too."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        arguments = before + tuple(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns, route, arguments)
        else:
            yield pattern, route, arguments


def _route(pattern: URLPattern, route: str, arguments: tuple[str, ...]) -> Route:
    view = pattern.callback
    roles = declared_for(view, route)
    public = roles is not None and ANYONE in roles
    return Route(
        pattern=route,
        name=pattern.name or "",
        view=view,
        arguments=arguments,
        methods=methods_of(view),
        roles=roles,
        no_store=getattr(view, "private", not public),
        file=getattr(view, "is_file", False),
    )


def methods_of(view: Callable[..., Any]) -> tuple[str, ...]:
    """What the view's decorators or class allow; reading alone where neither says."""
    view_class = getattr(view, "view_class", None)
    if view_class is not None:
        return tuple(name.upper() for name in view_class.http_method_names if _answers(view_class, name))
    layer: Any = view
    while layer is not None:
        names = getattr(getattr(layer, "__code__", None), "co_freevars", ())
        if "request_method_list" in names:
            return tuple(layer.__closure__[names.index("request_method_list")].cell_contents)
        layer = getattr(layer, "__wrapped__", None)
    return SAFE


def _answers(view_class: type, method: str) -> bool:
    return hasattr(view_class, "get" if method == "head" else method)
