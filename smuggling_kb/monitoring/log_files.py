"""Where the log goes: the standard error stream, or a file that other programs may move away."""

from __future__ import annotations

import logging
from io import TextIOWrapper
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

#: What ``LOG_FILE`` says in place of a file.
STANDARD_ERROR = "-"
FORMATS = ("json", "text")


class LogFileHandler(WatchedFileHandler):
    """Appends to a file, made at the first line; a disk that fails breaks no request."""

    def __init__(self, file: str) -> None:
        super().__init__(file, encoding="utf-8", delay=True)

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()

    def emit(self, record: logging.LogRecord) -> None:
        try:
            super().emit(record)
        except OSError:
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the base class's name
        """Say nothing: there is no place to say it."""


def logging_config(level: str, form: str, file: str) -> dict[str, Any]:
    """Return Django's ``LOGGING``: every line to the standard error stream or to a file.

    With a file, errors go to the standard error stream too, in words for people.
    """
    if form not in FORMATS:
        raise ImproperlyConfigured(f"LOG_FORMAT must be one of: {', '.join(FORMATS)}.")
    filters = ["refusals", "outages"]
    stream = {"class": "logging.StreamHandler", "filters": filters}
    handlers: dict[str, Any] = {"stream": stream | {"formatter": form}}
    if file != STANDARD_ERROR:
        name = "smuggling_kb.monitoring.log_files.LogFileHandler"
        handlers = {
            "file": {"()": name, "file": file, "filters": filters, "formatter": form},
            "errors": stream | {"formatter": "text", "level": "ERROR"},
        }
    package = "smuggling_kb.monitoring"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "refusals": {"()": f"{package}.log_filters.RefusalFilter"},
            "outages": {"()": f"{package}.log_filters.OutageFilter"},
        },
        "formatters": {
            "json": {"()": f"{package}.log_formats.JsonFormatter"},
            "text": {"()": f"{package}.log_formats.TextFormatter"},
        },
        "handlers": handlers,
        "root": {"handlers": list(handlers), "level": level},
        # Django's own handlers would be silent unless DEBUG is on.
        "loggers": {"django": {"handlers": [], "level": level}},
    }
