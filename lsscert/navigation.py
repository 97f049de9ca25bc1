"""The menus. Rooms add their entries in apps.py; a person sees those of the roles they hold."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from lsscert.access import ANYONE, OF_COMMITTEES, REVIEWER, SPONSOR
from lsscert.registry import Registry


@dataclass(frozen=True, eq=False)
class Link:
    """`area` is the part of the site: public, my, sponsor, review, committee, desk. `count` tells how much waits there.

    `shown` may hide it from a person to whom it is of no use.
    """

    label: Any
    url_name: str
    area: str = "public"
    role: str = ANYONE
    count: Callable[[], int] | None = None
    shown: Callable[[HttpRequest], bool] | None = None


NAVIGATION: Registry[Link] = Registry()
FOOTER: Registry[Link] = Registry()


@dataclass(frozen=True)
class Entry:
    label: Any
    url: str
    current: bool
    count: int | None = None


def main_navigation(request: HttpRequest) -> list[Entry]:
    """The entries of the area the person is in; elsewhere the public ones and the door to their own."""
    roles = request.viewer.roles  # type: ignore[attr-defined]
    areas = ("desk", "my", "sponsor", "review", "committee")
    area = next((area for area in areas if request.path.startswith(f"/{area}/")), "public")
    links = [link for link in NAVIGATION if link.area == area and (link.role == ANYONE or link.role in roles)]
    if area == "public":
        links = doors(roles)[:1] + links
    elif roles & {SPONSOR, REVIEWER, *OF_COMMITTEES}:
        links += [link for link in doors(roles) if not reverse(link.url_name).startswith(f"/{area}/")]
    links = [link for link in links if link.shown is None or link.shown(request)]
    urls = [reverse(link.url_name) for link in links]
    here = max((url for url in urls if request.path.startswith(url)), key=len, default="")
    return [
        Entry(link.label, url, url == here and url != "/", link.count() if link.count else None)
        for link, url in zip(links, urls, strict=True)
    ]


def doors(roles: frozenset[str]) -> list[Link]:
    """Where each role's own pages begin, each once; that of the role with most to do first."""
    theirs = [link for link in NAVIGATION if link.area == "door" and link.role in roles]
    return list({link.url_name: link for link in reversed(theirs)}.values())[::-1]
