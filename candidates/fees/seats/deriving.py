"""The code of a seat is never kept: it follows from the seat and the site's secret key, whenever it is to be shown."""

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from candidates.fees.seats import codes

SALT = "lsscert.seat"
BYTES = codes.BITS // 8


def code_for(ref: str, turn: int, *, secret: str | None = None) -> str:
    """`turn` counts the codes a seat has had. Without dashes."""
    digest = salted_hmac(SALT, f"{ref}:{turn}", secret=secret, algorithm="sha256").digest()
    return codes.spell(int.from_bytes(digest[:BYTES], "big"))


def code_of(ref: str, turn: int, code_hash: str) -> str:
    """The code that stands behind a hash; empty when the secret key is another one than it was made with."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        code = code_for(ref, turn, secret=secret)
        if constant_time_compare(codes.hashed(code), code_hash):
            return code
    return ""
