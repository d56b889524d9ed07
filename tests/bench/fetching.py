"""Single requests: a page, or a download whose rows are counted while it comes."""

from __future__ import annotations

import contextlib
import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from time import perf_counter

from tests.bench.servers import HOST

#: Seconds without a byte after which a server is given up.
SILENCE = 60.0
#: Seconds after which a download is cut off.
LONGEST = 300.0
PART = 1 << 16


def fetch(port: int, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, bytes]:
    """The status and the body of an answer."""
    answer = asked(port, path, headers)
    return answer.status, answer.body


@dataclass(frozen=True)
class Answer:
    """An answer: its status, headers and body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def asked(port: int, path: str, headers: Mapping[str, str] | None = None) -> Answer:
    """The answer to a request; an ``OSError`` if there is none in time."""
    connection = http.client.HTTPConnection(HOST, port, timeout=SILENCE)
    with contextlib.closing(connection):
        connection.request("GET", path, headers=dict(headers or {}))
        answer = connection.getresponse()
        return Answer(answer.status, dict(answer.getheaders()), answer.read())


@dataclass(frozen=True)
class Download:
    """A CSV that was fetched: rows without the header, bytes, seconds."""

    rows: int
    size: int
    seconds: float

    @property
    def rate(self) -> float:
        """Rows a second."""
        return self.rows / self.seconds


def download(port: int, path: str) -> Download:
    """Fetch a CSV, counting the ends of its rows; whatever came until ``LONGEST`` counts."""
    connection = http.client.HTTPConnection(HOST, port, timeout=SILENCE)
    start = perf_counter()
    rows, size, last = -1, 0, b""
    with contextlib.closing(connection):
        connection.request("GET", path)
        answer = connection.getresponse()
        while part := answer.read1(PART):
            rows += (last + part).count(b"\r\n")
            last = b"\r" if part.endswith(b"\r") else b""
            size += len(part)
            if perf_counter() - start > LONGEST:
                break
    return Download(max(0, rows), size, perf_counter() - start)
