"""Links for people without an account: `/t/<token>/`.

A room adds the page its links open to LINK_PAGES in its apps.py. Looking never uses a link up (mail scanners look at
every link); the page calls `consume` when a button is pressed.
"""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from lsscert.accounts.models import Link, Person

TOKEN_BYTES = 16
LinkPage = Callable[[HttpRequest, Link], HttpResponse]
LINK_PAGES: dict[str, LinkPage] = {}


def make(
    *,
    kind: str,
    subject: str,
    address: str,
    days: int,
    now: datetime,
    by: Person | None = None,
    person: Person | None = None,
) -> tuple[Link, str]:
    """The link and its whole address, which nobody can read again. `person` is whose it is, where they are known."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = Link.objects.create(
        kind=kind,
        subject=subject,
        address=address.lower(),
        person=person,
        token_hash=_hash(token),
        made_at=now,
        made_by=by,
        expires_at=now + timedelta(days=days),
    )
    return link, settings.SITE_URL + reverse("token_link", args=[token])


def live(*, token: str, now: datetime) -> Link | None:
    """The link of that token, unless it was used, has ended, or never was."""
    rows = Link.objects.select_related("person")
    return rows.filter(token_hash=_hash(token), consumed_at=None, expires_at__gt=now).first()


def consume(link: Link, *, now: datetime) -> bool:
    """Use the link up. False when somebody pressing the button at the same moment came first."""
    unused = Link.objects.filter(pk=link.pk, consumed_at=None, expires_at__gt=now)
    return unused.update(consumed_at=now) == 1


def revoke(*, kind: str, subject: str) -> int:
    """Close what was never used. Returns how many links that were."""
    return Link.objects.filter(kind=kind, subject=subject, consumed_at=None).delete()[0]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
