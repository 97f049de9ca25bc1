"""How often the public form "tell me" may be used."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest

# For one address, because each use may write it a letter; and from one place, with room for a library's computers.
LIMITS = {"scholarship_tell_me": "3/h/key,30/h/ip"}


def may_ask(request: HttpRequest, address: str) -> bool:
    """Counts this use."""
    used = ratelimit.consume(
        request, key=address.lower(), app="rounds", action="scholarship_tell_me", config=LIMITS
    )
    return used is not None
