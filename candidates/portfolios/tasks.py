"""Where the worker finds what is done by itself in this room."""

from candidates.portfolios.assigning import tasks as assigning_tasks
from candidates.portfolios.deciding import tasks as deciding_tasks
from candidates.portfolios.quality import tasks as quality_tasks

__all__ = ["assigning_tasks", "deciding_tasks", "quality_tasks"]
