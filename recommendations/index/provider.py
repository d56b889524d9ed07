"""The index that this process answers from, and when it takes a newer one.

Every request asks the database for its revision, which the database itself counts on with every
write, whoever writes. A small index of an older revision is rebuilt before the request is answered.
A large one is rebuilt beside the requests, which are answered from the old one for the seconds
that this takes.
"""

from __future__ import annotations

import ctypes
import gc
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock, Thread

from django.db import Error, connection, connections

from recommendations.index.builder import build_index
from recommendations.index.recommendation_index import RecommendationIndex
from smuggling_kb.database.connections import lift_statement_limit
from smuggling_kb.models import Revision
from smuggling_kb.monitoring.memory import resident_memory

logger = logging.getLogger(__name__)

#: A request waits for an index of so many records: about half a second.
SMALL = 20_000
#: How often an index is built again because the data changed meanwhile.
ATTEMPTS = 3

#: Functions called before an index is built. What they bring up to date lies in layers above this
#: one, so its owner is registered by the app.
before_build_hooks: list[Callable[[], None]] = []

_pinned: ContextVar[RecommendationIndex | None] = ContextVar("pinned index", default=None)


@dataclass(frozen=True)
class IndexBuild:
    """The last time that this process built its index: when, how long, and what memory it took.

    ``memory`` is by how many bytes the process grew.
    """

    at: datetime
    seconds: float
    memory: int


class IndexProvider:
    """The one index of this process."""

    def __init__(self) -> None:
        self.index: RecommendationIndex | None = None
        self.build: IndexBuild | None = None
        self.building = Lock()
        self.rebuilding = Lock()

    def current(self) -> RecommendationIndex:
        """Return the index of the newest data or, while a large one is rebuilt, of older data."""
        index, revision = self.index, Revision.objects.key()
        if index and index.revision.key == revision:
            return index
        if index and index.size > SMALL:
            self._rebuild_in_background()
            return index
        with self.building:
            if self.index and self.index.revision.key == revision:
                return self.index
            return self._replace()

    def _replace(self) -> RecommendationIndex:
        start, memory = time.perf_counter(), resident_memory()
        self.index = index = build_consistent_index()
        seconds = time.perf_counter() - start
        self.build = IndexBuild(datetime.now(UTC), seconds, max(0, resident_memory() - memory))
        if index.size > SMALL:
            # It stays for long. Looking for garbage in it now and then would take 80 ms each time.
            gc.freeze()
            return_free_memory()
        return index

    def _rebuild_in_background(self) -> None:
        """Start a thread that rebuilds the index, unless one is running."""
        if self.rebuilding.acquire(blocking=False):
            Thread(target=self._rebuild, name="index", daemon=True).start()

    def _rebuild(self) -> None:
        try:
            lift_statement_limit(connection)
            self._replace()
        except Error:
            logger.exception("No index of the newest data; the old one is served.")
        finally:
            self.rebuilding.release()
            connections.close_all()  # They are this thread's alone.


def build_consistent_index() -> RecommendationIndex:
    """Return an index of one revision of the data; built again if they changed meanwhile."""
    for _attempt in range(ATTEMPTS):
        for hook in before_build_hooks:
            hook()
        index = build_index(Revision.objects.current())
        if Revision.objects.current().key == index.revision.key:
            break
    return index


def return_free_memory() -> None:
    """Give the system back what building an index took beside it: 33 MB at 270,000 records.

    Only glibc knows how; elsewhere nothing happens.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


_provider = IndexProvider()


def last_index_build() -> IndexBuild | None:
    """Return when and how the index of this process was built; None if it has none yet."""
    return _provider.build


def current_index() -> RecommendationIndex:
    """Return the index to answer from: the pinned one, or else that of the newest data."""
    return _pinned.get() or _provider.current()


def is_indexed(revision: tuple[int, int]) -> bool:
    """Tell whether the index in memory is of a revision, without asking the database."""
    index = _provider.index
    return index is not None and index.revision.key == revision


@contextmanager
def pin_index(index: RecommendationIndex) -> Iterator[None]:
    """Answer everything within this from one index, without asking the database again."""
    token = _pinned.set(index)
    try:
        yield
    finally:
        _pinned.reset(token)
