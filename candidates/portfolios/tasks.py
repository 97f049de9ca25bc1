"""The work that happens by itself; each part of the room has its own."""

from candidates.portfolios.deciding import tasks as deciding  # noqa: F401
