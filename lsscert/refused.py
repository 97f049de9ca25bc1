"""The one way a service says no."""

from typing import Any


class Refused(Exception):
    """Raised by a service before anything is written, so nothing half-done commits.

    `code` is stable (tests name it), `sentence` says what stands in the way,
    `how_to_mend` what the person can do about it (may be empty).
    """

    def __init__(self, code: str, sentence: Any, how_to_mend: Any = "") -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence
        self.how_to_mend = how_to_mend

    def __str__(self) -> str:
        return f"{self.sentence} {self.how_to_mend}".strip()
