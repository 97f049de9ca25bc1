"""How often one place on the internet may use a form that anybody can reach."""

from datetime import datetime

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

HOUR = 3600


def within_limit(request: HttpRequest, *, what: str, most: int, now: datetime) -> bool:
    """Count one use; False when this address has had `most` of them within the hour.

    A library's computers often share one address, so `most` must leave room for several people.
    """
    hour = int(now.timestamp()) // HOUR
    key = f"lsscert:{what}:{get_adapter().get_client_ip(request)}:{hour}"
    used = cache.get(key, 0) + 1
    cache.set(key, used, HOUR)
    return bool(used <= most)
