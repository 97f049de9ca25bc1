"""What stands in a URL instead of a database id: ten random letters and digits nobody can count through."""

import re
import secrets

from django.db import models
from django.urls import register_converter

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
LENGTH = 10
REF = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


def new_ref() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def ref_field() -> models.CharField:
    """A plain field and no class of its own, so that history tables can copy it without its uniqueness."""
    return models.CharField(max_length=LENGTH, unique=True, default=new_ref, editable=False)


class RefConverter:
    """`<ref:ref>` in URL patterns: a forged one is a 404 before any view runs."""

    regex = REF.pattern

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(RefConverter, "ref")
