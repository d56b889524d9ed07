"""Entries that the log leaves out: refusals, told by their request's line, and repeated outages."""

from __future__ import annotations

import logging
import time
from http import HTTPStatus

from smuggling_kb.database.outages import is_outage
from smuggling_kb.monitoring.request_record import current_record

#: Seconds in which outages are told once.
OUTAGE_INTERVAL = 1.0
#: Django's loggers of what is refused, and of each answer with an error.
SECURITY, REQUESTS = "django.security", "django.request"


class RefusalFilter(logging.Filter):
    """Puts the reason of a refusal into the line of its request; elsewhere drops the traceback.

    What a site refuses, such as a wrong ``Host``, a form without its token or an address that does
    not exist, is nothing that is broken.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        request = current_record()
        if request is not None:
            record.request_id = request.id
        if not _is_refusal(record):
            return True
        record.exc_info = record.exc_text = None
        if request is None:
            return True
        request.refuse(_reason(record))
        return False


def _is_refusal(record: logging.LogRecord) -> bool:
    if record.name.startswith(SECURITY):
        return True
    return record.name == REQUESTS and getattr(record, "status_code", 500) < 500


def _reason(record: logging.LogRecord) -> str:
    """Return what the line of a request does not say already by its status and address."""
    reason = record.getMessage()
    if record.name == REQUESTS and isinstance(record.args, tuple) and record.args:
        reason = str(record.args[0])
    phrase = HTTPStatus(getattr(record, "status_code", 400)).phrase
    return "" if reason == phrase else reason


class OutageFilter(logging.Filter):
    """Lets outages be told once a second, without traceback, with the number of those left out."""

    def __init__(self) -> None:
        super().__init__()
        self._last = float("-inf")
        self._left_out = 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Decide once for each entry, whichever handler is asked first."""
        if (is_told := getattr(record, "is_told", None)) is None:
            error = record.exc_info[1] if record.exc_info else None
            is_told = error is None or not is_outage(error) or self._tell(record, error)
            record.is_told = is_told
        return bool(is_told)

    def _tell(self, record: logging.LogRecord, error: BaseException) -> bool:
        now = time.monotonic()
        if now - self._last < OUTAGE_INTERVAL:
            self._left_out += 1
            return False
        record.msg, record.args = f"Outage: {type(error).__name__}: {error}".strip(), None
        record.exc_info = record.exc_text = None
        record.repeated = self._left_out
        self._last, self._left_out = now, 0
        return True
