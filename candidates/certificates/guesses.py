"""How often somebody may try a surname on the public page of a certificate."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest

from candidates.certificates.models import Certificate

# Wrong names only. For one certificate from anywhere, and from one client for any certificate.
LIMITS = {"certificate_surname": "10/h/key,30/h/ip"}
ABOUT = {"app": "certificates", "action": "certificate_surname", "config": LIMITS}


def may_guess(request: HttpRequest, certificate: Certificate) -> "ratelimit.RateLimitUsage | None":
    """Counts this try; None when there were too many. A right name is given back with `rollback()`."""
    return ratelimit.consume(request, key=certificate.number, **ABOUT)
