"""The record of a request, kept while it is answered, for its line in the log."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any
from urllib.parse import quote

#: Where a server leaves the record of a request, for what answers it in a thread.
RECORD = "smuggling_kb.request_record"
#: Characters of a method, an address and the reason of a refusal that a line has at most.
LONGEST_METHOD = 20
LONGEST_ADDRESS = 400
LONGEST_REFUSAL = 200
#: What may stand in an address as it is.
PATH_CHARACTERS = "/:@!$&'()*+,;=~"
QUERY_CHARACTERS = PATH_CHARACTERS + "?%[]"

_current: ContextVar[RequestRecord | None] = ContextVar("request record", default=None)


@dataclass(slots=True)
class RequestRecord:
    """One request: what was asked, what was answered, and what that took."""

    method: str
    address: str
    id: str = field(default_factory=lambda: token_hex(8))
    started: float = field(default_factory=time.perf_counter)
    #: When the answer was made, which its client may take long to read; 0 before that.
    ended: float = 0.0
    status: int = 0
    bytes: int = 0
    queries: int = 0
    query_seconds: float = 0.0
    user_id: int | None = None
    #: The pattern of the address that answered; only kept pages need none.
    route: str = "kept"
    #: Why it was refused, in the words of what refused it.
    refusal: str = ""

    @classmethod
    def of_environment(cls, environment: Mapping[str, Any]) -> RequestRecord:
        """Return the record of a request as WSGI describes it."""
        path = quote(environment.get("PATH_INFO", "").encode("latin-1"), safe=PATH_CHARACTERS)
        if query := environment.get("QUERY_STRING", ""):
            path = f"{path}?{quote(query.encode('latin-1'), safe=QUERY_CHARACTERS)}"
        return cls(environment["REQUEST_METHOD"][:LONGEST_METHOD], path[:LONGEST_ADDRESS])

    @property
    def seconds(self) -> float:
        """The seconds from the request to the end of its answer, or until now."""
        return (self.ended or time.perf_counter()) - self.started

    def refuse(self, reason: str) -> None:
        """Write down why the request is refused; the first reason counts."""
        self.refusal = self.refusal or reason[:LONGEST_REFUSAL]

    def line(self) -> dict[str, Any]:
        """Return what the log says of the request."""
        facts: dict[str, Any] = {
            "method": self.method,
            "path": self.address,
            "status": self.status,
            "duration_ms": round(self.seconds * 1000, 1),
            "queries": self.queries,
            "queries_ms": round(self.query_seconds * 1000, 1),
            "user": self.user_id,
            "bytes": self.bytes,
        }
        return facts | {"refusal": self.refusal} if self.refusal else facts


def current_record() -> RequestRecord | None:
    """Return the record of the request that this thread answers; None outside of requests."""
    return _current.get()


@contextmanager
def record_request(record: RequestRecord) -> Iterator[None]:
    """Let what happens within be written down in a record."""
    token = _current.set(record)
    try:
        yield
    finally:
        _current.reset(token)
