"""Why a rule said what it said: rules return these, pages and letters print them."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Reason:
    """`code` is for tests and tables, `sentence` (may be lazy) for people."""

    code: str
    sentence: Any

    def __str__(self) -> str:
        return str(self.sentence)
