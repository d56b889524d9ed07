"""A gate before the site: requests pass while a test is open, and none outlives it."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

#: Seconds that one request may take; only a test that hangs waits so long.
LONGEST_REQUEST = 120


class RequestGate:
    """WSGI middleware that counts the requests in flight.

    All threads of the server share the connection of the test's transaction: a request that a
    window sends while its test ends would find it rolled back, or closed, and fail the next test.
    """

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application
        self.in_flight: list[str] = []
        self.refused: list[str] = []
        self.is_open = False
        self._changed = threading.Condition()

    def open(self) -> None:
        """Let requests pass."""
        with self._changed:
            self.is_open = True

    def close(self) -> None:
        """Refuse what comes from now on, and return when the last request is answered."""
        with self._changed:
            self.is_open = False
            ended = self._changed.wait_for(lambda: not self.in_flight, LONGEST_REQUEST)
        assert ended, f"still being answered: {self.in_flight}"

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        with self._changed:
            if not self.is_open:
                self.refused.append(path)
                start_response("503 Service Unavailable", [("Content-Length", "0")])
                return []
            self.in_flight.append(path)
        try:
            response = self.application(environ, start_response)
        except BaseException:
            self._end(path)
            raise
        return _Answer(response, self, path)

    def _end(self, path: str) -> None:
        with self._changed:
            self.in_flight.remove(path)
            self._changed.notify_all()


class _Answer:
    """A response that tells its gate when the server is done with it."""

    def __init__(self, response: Iterable[bytes], gate: RequestGate, path: str) -> None:
        self.response = response
        self.gate = gate
        self.path = path

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.response)

    def close(self) -> None:
        try:
            if hasattr(self.response, "close"):
                self.response.close()
        finally:
            self.gate._end(self.path)
