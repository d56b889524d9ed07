"""The codings in which answers can be sent, and which of them a client takes."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import brotli

#: Characters of a request's header that are read.
LONGEST_HEADER = 200
#: An item of a request's header: a coding and its weight, from 0, never, to 1.
ITEM = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q=\s*([01](?:\.\d{0,3})?)\s*)?")


class Compressor(Protocol):
    """Compresses pieces of an answer one after the other; may hold back what it has of them."""

    def compress(self, piece: bytes, /) -> bytes:
        """Return what is ready so far."""

    def flush(self) -> bytes:
        """Return the rest."""


class BrotliCompressor:
    """Brotli under the names of Python's own compressors."""

    def __init__(self) -> None:
        compressor = brotli.Compressor(quality=1)
        self.compress, self.flush = compressor.process, compressor.finish


@dataclass(frozen=True)
class Coding:
    """A way to compress: the whole of a page well, a large file as quickly as it is made."""

    compress: Callable[[bytes], bytes]
    compressor: Callable[[], Compressor]


#: By their names in headers, the better first. A page is always compressed to the same bytes.
CODINGS = {
    "br": Coding(lambda content: brotli.compress(content, quality=5), BrotliCompressor),
    "gzip": Coding(
        lambda content: gzip.compress(content, 6, mtime=0),
        lambda: zlib.compressobj(1, wbits=zlib.MAX_WBITS | 16),
    ),
}


@lru_cache(maxsize=256)
def accepted_coding(header: str) -> str:
    """Return the best coding that an ``Accept-Encoding`` takes; empty if it takes none of ours."""
    items = (ITEM.fullmatch(item) for item in header[:LONGEST_HEADER].lower().split(","))
    weights = {item[1]: float(item[2] or 1) for item in items if item}
    others = weights.get("*", 0)
    best = max(CODINGS, key=lambda name: weights.get(name, others))
    return best if weights.get(best, others) else ""


def compress_pieces(pieces: Iterator[bytes], compressor: Compressor) -> Iterator[bytes]:
    """Compress pieces as they come; without an end if they broke off, so that nobody misses it."""
    for piece in pieces:
        if compressed := compressor.compress(piece):
            yield compressed
    yield compressor.flush()
