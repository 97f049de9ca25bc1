"""Where the worker finds what is done by itself in this room."""

from candidates.portfolios.quality import tasks as quality_tasks

__all__ = ["quality_tasks"]
