"""Washing of bytes that a test holds in its hands."""

import secrets

from lsscert.files import cleaning, incoming
from lsscert.files.services import PROOF_KINDS


def clean(content: bytes, kinds: frozenset = PROOF_KINDS) -> cleaning.Clean:
    path = incoming.folder() / f"test-{secrets.token_hex(8)}"
    path.write_bytes(content)
    try:
        return cleaning.clean(path, kinds)
    finally:
        path.unlink()
