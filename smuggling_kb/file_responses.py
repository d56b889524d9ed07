"""Answers that are files.

A small file is whole before it is answered with, so that nothing of a broken one ever goes out, and
the answer says its length. A large one is begun at once and made while it goes out. If that fails,
whoever serves it must end the connection: the error is raised where the answer is read. It has no
name under which it could be kept, as nobody knows yet that it will be complete. So many large files
at a time are made in a process, and one file that must be whole, as a workbook; whoever asks for
more is told when to come back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock
from typing import IO

from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)

from smuggling_kb import errors

#: Bytes up to which a file is made before it is answered with.
SMALL = 1_000_000
#: Large files that are made at a time in this process.
LARGE_FILES = 2
#: Bytes that are sent at a time, at least.
PIECE = 65_536
#: Rows up to which a file that must be whole is made in a moment.
FEW_ROWS = 1000
#: Seconds that such a file waits for others of its kind.
PATIENCE = 10

Headers = Mapping[str, str]

_places = BoundedSemaphore(LARGE_FILES)
_few_rows = Lock()
_many_rows = Lock()


class LargeFile:
    """The bytes of a large file, in pieces; it takes one of the places until it is closed."""

    def __init__(self, beginning: bytes, parts: Iterator[bytes]) -> None:
        self._beginning = beginning
        self._parts = parts
        self._is_open = True

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        """Return the next piece; raise whatever kept the file from being made."""
        try:
            piece, self._beginning = [self._beginning], b""
            size = len(piece[0])
            while size < PIECE and (part := next(self._parts, None)) is not None:
                piece.append(part)
                size += len(part)
        except BaseException:
            self.close()
            raise
        if not size:
            self.close()
            raise StopIteration
        return b"".join(piece)

    def close(self) -> None:
        """Give the place to others."""
        if self._is_open:
            self._is_open = False
            _places.release()

    def __del__(self) -> None:
        self.close()


def file_response(
    request: HttpRequest,
    parts: Iterable[str] | Iterable[bytes],
    content_type: str,
    headers: Headers,
) -> HttpResponseBase:
    """Answer with a file that is read from its parts; 503 if too many large ones are made now."""
    remaining = (part.encode() if isinstance(part, str) else part for part in parts)
    beginning: list[bytes] = []
    size = 0
    for part in remaining:
        beginning.append(part)
        size += len(part)
        if size > SMALL:
            break
    else:
        return HttpResponse(b"".join(beginning), content_type=content_type, headers=headers)
    if not _places.acquire(blocking=False):
        return errors.too_many_downloads(request)
    file = LargeFile(b"".join(beginning), remaining)
    unnamed = {**headers, "Cache-Control": "no-store"}
    return StreamingHttpResponse(file, content_type=content_type, headers=unnamed)


def whole_file_response(
    request: HttpRequest,
    make: Callable[[], IO[bytes]],
    content_type: str,
    headers: Headers,
    *,
    is_small: bool,
) -> HttpResponseBase:
    """Answer with a file that is made as a whole; 503 if another is made now.

    A small one waits for other small ones, and for no large one.
    """
    with take_turn(is_small=is_small) as has_turn:
        if not has_turn:
            return errors.too_many_downloads(request)
        file = make()
    if (content := file.read(SMALL + 1))[SMALL:]:
        file.seek(0)
        return FileResponse(file, content_type=content_type, headers=headers)
    file.close()
    return HttpResponse(content, content_type=content_type, headers=headers)


@contextmanager
def take_turn(*, is_small: bool) -> Iterator[bool]:
    """Take a turn at making a whole file; False if there is none."""
    lock = _few_rows if is_small else _many_rows
    has_turn = lock.acquire(timeout=PATIENCE) if is_small else lock.acquire(blocking=False)
    try:
        yield has_turn
    finally:
        if has_turn:
            lock.release()
