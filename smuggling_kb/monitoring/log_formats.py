"""The lines of the log: JSON for programs, text for people; none can forge another.

Of the standard library, since a line is written for every request, kept pages too: the libraries
for logs in JSON take several times as long.
"""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

from smuggling_kb.monitoring.request_record import RequestRecord

#: Characters of a message and of a traceback that a line has at most.
LONGEST_MESSAGE = 4_000
LONGEST_TRACEBACK = 20_000

#: What terminals and programs take for the end of a line or for a command.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def printable_line(text: str) -> str:
    """Return a text on one line, its control characters written as in Python: ``\\x1b``."""
    return CONTROL.sub(lambda match: ascii(match[0])[1:-1], text)


class JsonFormatter(logging.Formatter):
    """Writes each entry as one JSON object, in ASCII, on one line."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
        }
        request: RequestRecord | None = getattr(record, "request_record", None)
        if request is not None:
            return json.dumps(entry | {"request": request.id} | request.line())
        return json.dumps(entry | self._message(record), default=str)

    def _message(self, record: logging.LogRecord) -> dict[str, Any]:
        message: dict[str, Any] = {"message": record.getMessage()[:LONGEST_MESSAGE]}
        for name in ("request_id", "repeated"):
            if value := getattr(record, name, None):
                message[name] = value
        if record.exc_info:
            message["traceback"] = self.formatException(record.exc_info)[-LONGEST_TRACEBACK:]
        return message


class TextFormatter(logging.Formatter):
    """Writes each entry as a short line; the lines of a traceback below it are indented."""

    def format(self, record: logging.LogRecord) -> str:
        time = f"{datetime.fromtimestamp(record.created, UTC):%H:%M:%S}"
        request: RequestRecord | None = getattr(record, "request_record", None)
        if request is not None:
            facts = request.line()
            user = f" user {facts['user']}" if facts["user"] else ""
            refusal = f" {request.refusal}" if request.refusal else ""
            return printable_line(
                f"{time} {request.method} {request.address} {request.status}"
                f" {facts['duration_ms']} ms {request.queries} queries"
                f" {request.bytes} B{user}{refusal}"
            )
        message = printable_line(record.getMessage()[:LONGEST_MESSAGE])
        repeated = getattr(record, "repeated", 0)
        often = f" (and {repeated} more like it)" if repeated else ""
        line = f"{time} {record.levelname} {record.name}: {message}{often}"
        if not record.exc_info:
            return line
        traceback = self.formatException(record.exc_info)[-LONGEST_TRACEBACK:]
        return "\n".join([line, *(f"    {printable_line(each)}" for each in traceback.split("\n"))])
