"""Where the worker finds what is done by itself in this room."""

from candidates.portfolios.assigning import tasks as assigning_tasks

__all__ = ["assigning_tasks"]
