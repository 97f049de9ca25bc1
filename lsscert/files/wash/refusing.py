"""How washing says no, and what is never a harmless rest behind the end of a file."""

HIDDEN = (
    b"PK\x03\x04", b"PK\x05\x06", b"%PDF-", b"<script", b"<html", b"<svg", b"<?php",
    b"Rar!\x1a", b"7z\xbc\xaf", b"\x7fELF",
)  # fmt: skip
MOST_REST = 1024


class NotWashed(Exception):
    """Carries one word that `cleaning.py` has a sentence for."""


def no_second_file(rest: bytes, *, most: int = MOST_REST) -> None:
    """What stands behind the end of a file must not be another one: read differently, it would be something else."""
    lowered = rest.lower()
    if len(rest.strip(b"\x00\r\n\t ")) > most or any(mark.lower() in lowered for mark in HIDDEN):
        raise NotWashed("polyglot")
