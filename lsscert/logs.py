"""Logs are JSON lines in UTC, without local variables and without tokens in paths."""

import logging
import re
from datetime import UTC, datetime
from typing import Any

from pythonjsonlogger.json import JsonFormatter

_TOKEN_PATHS = re.compile(r"(/t/|/confirm-email/|/reset/key/|/verify/[^/\s]+/)[^/\s?\"]+")


def without_tokens(text: str) -> str:
    return _TOKEN_PATHS.sub(r"\1…", text)


class UtcJsonFormatter(JsonFormatter):
    def __init__(self) -> None:
        super().__init__("%(levelname)s %(name)s %(message)s", rename_fields={"levelname": "level"})

    def add_fields(
        self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]
    ) -> None:
        super().add_fields(log_data, record, message_dict)
        # Django hands the whole request on, and its text holds the path.
        if "request" in log_data:
            log_data["request"] = without_tokens(str(log_data["request"]))
        log_data["at"] = datetime.fromtimestamp(record.created, UTC).isoformat()

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name is logging's
        return without_tokens(str(super().formatException(ei)))


class ScrubTokens(logging.Filter):
    """A link that opens something must not be readable in a log."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = without_tokens(record.getMessage())
        record.args = ()
        return True
