"""One call of the WSGI application in a thread."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from smuggling_kb.gateway.environment import Environment
from smuggling_kb.gateway.event_loop import call_in_loop
from smuggling_kb.gateway.refusals import ClientDisconnect
from smuggling_kb.gateway.spool import Spool, SpoolSpace

logger = logging.getLogger(__name__)

StartResponse = Callable[..., Any]
Application = Callable[[Environment, StartResponse], Iterable[bytes]]
Headers = list[tuple[bytes, bytes]]

#: An answer up to this size is handed to the server as a whole.
WHOLE = 128 * 1024


@dataclass(frozen=True)
class Head:
    """The beginning of an answer, and its body: whole, or as it is written."""

    status: int
    headers: Headers
    body: bytes | Spool


class ThreadedAnswer:
    """Calls the application once; ``head`` is there as soon as it has begun to answer.

    ``head`` is the exception with which the application failed before that.
    """

    def __init__(
        self, application: Application, environment: Environment, space: SpoolSpace
    ) -> None:
        self._application = application
        self._environment = environment
        self._space = space
        self._loop = asyncio.get_running_loop()
        self._status: tuple[int, Headers] = (500, [])
        self._spool: Spool | None = None
        self.head: asyncio.Future[Head | Exception] = self._loop.create_future()

    def run(self) -> None:
        """Call the application and take all that it answers; called in the thread."""
        failure: Exception | None = None
        try:
            self._pass_on()
        except ClientDisconnect as error:
            failure = error
        except Exception as error:
            failure = error
            path = self._environment["PATH_INFO"].encode("unicode_escape").decode()
            logger.exception("The answer broke off: %s", path)
        finally:
            self._environment["wsgi.input"].close()
        if self._spool is not None:
            self._spool.finish(is_broken=failure is not None)
        if failure is not None:
            self._begin(failure)  # Unless it has begun.

    def _pass_on(self) -> None:
        body = self._application(self._environment, self._start_response)
        try:
            pieces: list[bytes] = []
            size = 0
            for piece in body if self._environment["REQUEST_METHOD"] != "HEAD" else ():
                size += len(piece)
                pieces.append(piece)
                if size > WHOLE:
                    self._write(b"".join(pieces))
                    pieces, size = [], 0
            if self._spool is not None:
                self._spool.write(b"".join(pieces))
            else:
                self._begin(Head(*self._status, b"".join(pieces)))
        finally:
            if (close := getattr(body, "close", None)) is not None:
                close()

    def _write(self, piece: bytes) -> None:
        """Write to the spool; the first time, begin the answer with it."""
        if (spool := self._spool) is None:
            self._spool = spool = Spool(self._loop, self._space)
            spool.write(piece)
            self._begin(Head(*self._status, spool))
        else:
            spool.write(piece)

    def _start_response(self, status: str, headers: list[tuple[str, str]], *_error: Any) -> None:
        encoded = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        self._status = int(status[:3]), encoded

    def _begin(self, head: Head | Exception) -> None:
        call_in_loop(self._loop, self._set_head, head)

    def _set_head(self, head: Head | Exception) -> None:
        if not self.head.done():
            self.head.set_result(head)
