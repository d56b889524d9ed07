"""Errors that end a thread beside the requests, told by the log in place of the error stream."""

from __future__ import annotations

import logging
import threading

logger = logging.getLogger(__name__)


def log_thread_error(error: threading.ExceptHookArgs) -> None:
    """Write what ended a thread; takes the place of ``threading.excepthook``."""
    if error.exc_value is not None:
        name = error.thread.name if error.thread else "unknown"
        logger.error("A thread ended by an error: %s", name, exc_info=error.exc_value)
