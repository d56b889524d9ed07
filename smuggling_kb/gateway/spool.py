"""The part of an answer that a thread has made and its client has not taken yet."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from tempfile import TemporaryFile
from threading import Lock

from smuggling_kb.gateway.event_loop import call_in_loop
from smuggling_kb.gateway.refusals import ClientDisconnect

#: Bytes that are sent at a time.
PIECE = 128 * 1024


class SpoolSpace:
    """The bytes that all spools of a process may take together."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.used = 0
        self._lock = Lock()

    def reserve(self, size: int) -> None:
        """Take so many bytes; raise OSError if there are not so many left."""
        with self._lock:
            if self.used + size > self.capacity:
                raise OSError("Too many answers wait for their clients.")
            self.used += size

    def release(self, size: int) -> None:
        """Give them back."""
        with self._lock:
            self.used -= size


class Spool:
    """A temporary file that one thread writes while the event loop reads; neither waits.

    So the thread is done when the answer is made, not when the client has taken it.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, space: SpoolSpace) -> None:
        self._file = TemporaryFile(buffering=0)  # noqa: SIM115 - closed by whoever is last
        self._loop = loop
        self._space = space
        self._lock = Lock()
        self._size = self._reserved = 0
        self._is_written = self._is_broken = self._is_read = False
        self._news = asyncio.Event()

    def write(self, piece: bytes) -> None:
        """Add bytes; raise ClientDisconnect when nobody reads them any more."""
        if self._is_read:
            raise ClientDisconnect
        self._space.reserve(len(piece))
        self._reserved += len(piece)
        rest = memoryview(piece)
        while rest:
            rest = rest[self._file.write(rest) or 0 :]
        self._size += len(piece)
        self._tell()

    def finish(self, *, is_broken: bool) -> None:
        """Say that nothing follows; broken, that something should have followed."""
        self._is_broken = is_broken
        self._is_written = True
        self._tell()
        self._close_after_both()

    async def pieces(self) -> AsyncIterator[bytes]:
        """Yield the bytes in their order as they come; raise BrokenAnswer at the end of a part."""
        position = 0
        while True:
            self._news.clear()
            is_written = self._is_written  # Read before the size, which does not grow after it.
            if position < self._size:
                piece = os.pread(self._file.fileno(), PIECE, position)
                position += len(piece)
                yield piece
            elif is_written:
                if self._is_broken:
                    raise BrokenAnswer
                return
            else:
                await self._news.wait()

    def stop_reading(self) -> None:
        """Say that nobody will read any more; the thread ends at its next piece."""
        self._is_read = True
        self._close_after_both()

    def _tell(self) -> None:
        call_in_loop(self._loop, self._news.set)

    def _close_after_both(self) -> None:
        with self._lock:
            if self._is_written and self._is_read and not self._file.closed:
                self._file.close()
                self._space.release(self._reserved)


class BrokenAnswer(Exception):
    """An answer ends before it is complete: the connection must end so that the client knows."""
