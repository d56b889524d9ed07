"""One line in the log for each request, whoever answers it; it names the request in the answer."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject, empty

from smuggling_kb.monitoring.request_record import (
    RECORD,
    RequestRecord,
    current_record,
    record_request,
)

logger = logging.getLogger(__name__)

Environment = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environment, StartResponse], Iterable[bytes]]

#: The header of each answer by which its line is found.
ID_HEADER = "X-Request-ID"


#: Functions called with the record of each request that is answered, such as those that count.
OBSERVERS: list[Callable[[RequestRecord], None]] = []
#: Functions called with 1 when a download begins that is made while it is sent, with -1 at its end.
DOWNLOAD_OBSERVERS: list[Callable[[int], None]] = []


def log_request(record: RequestRecord) -> None:
    """Write the line of a request that is answered, and let others count it."""
    for observe in OBSERVERS:
        observe(record)
    if logger.isEnabledFor(logging.INFO):
        entry = logging.LogRecord(logger.name, logging.INFO, "", 0, "request", None, None)
        entry.request_record = record
        logger.handle(entry)


def record_view(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: write down which route answered, and to whom if that was looked up."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if (record := current_record()) is not None:
            record.route = request.resolver_match.route if request.resolver_match else "none"
            user: Any = getattr(request, "user", None)
            if not (isinstance(user, SimpleLazyObject) and user._wrapped is empty):
                record.user_id = getattr(user, "pk", None)
        return response

    return middleware


class RequestLog:
    """A WSGI application around the site that records each request.

    It writes the line itself, unless a server around it left a record, which writes its own.
    """

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environment: Environment, start_response: StartResponse) -> Iterable[bytes]:
        own = RECORD not in environment
        record = environment.setdefault(RECORD, RequestRecord.of_environment(environment))

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            record.status = int(status[:3])
            return start_response(status, [*headers, (ID_HEADER, record.id)], *error)

        with record_request(record):
            body = self.application(environment, start)
        if not isinstance(body, list):
            return RecordedBody(body, record, own)
        record.ended = time.perf_counter()
        if own:
            record.bytes = sum(map(len, body))
            log_request(record)
        return body


class RecordedBody:
    """A body that is made while it is sent; its request is logged when it ends or breaks off."""

    def __init__(self, body: Iterable[bytes], record: RequestRecord, own: bool) -> None:
        self.body = body
        self.pieces = iter(body)
        self.record = record
        self.own = own
        self.is_download = getattr(body, "streaming", False)
        self._observe(1)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        with record_request(self.record):
            piece = next(self.pieces)
        if self.own:
            self.record.bytes += len(piece)
        return piece

    def close(self) -> None:
        if close := getattr(self.body, "close", None):
            with record_request(self.record):
                close()
        self.record.ended = time.perf_counter()
        self._observe(-1)
        self.is_download = False  # Servers may close twice.
        if self.own:
            self.own = False
            log_request(self.record)

    def _observe(self, change: int) -> None:
        for observe in DOWNLOAD_OBSERVERS if self.is_download else ():
            observe(change)
