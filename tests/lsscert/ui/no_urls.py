"""A site that has no address at all."""

from typing import Any

urlpatterns: list[Any] = []
