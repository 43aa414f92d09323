from __future__ import annotations

import logging
from datetime import UTC, datetime


class LineFormatter(logging.Formatter):
    """One line per event, in UTC, without line breaks from people's text (R43, R58)."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, tz=UTC).isoformat(
            timespec="seconds"
        )
        text = f"{at} {record.levelname} {record.name} {record.getMessage()}"
        if record.exc_info:
            text += " | " + self.formatException(record.exc_info)
        return text.replace("\r", "\\r").replace("\n", "\\n")
