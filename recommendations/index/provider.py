"""The snapshot that this process serves from, and when it takes another one.

Every request asks the database for the version of the data, which the database itself counts on
with every write, whoever writes. Where the snapshot is of an older one and is quickly made, it is
made before the request is answered. Where it takes longer, it is made beside the requests, which
go on with the old one for the seconds that this takes; and it is stored for the next start.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock, Thread

from django.db import DatabaseError, connections

from recommendations.index import storage
from recommendations.index.builder import build
from recommendations.index.recommendation_index import RecommendationIndex
from smuggling_kb.models import Revision

logger = logging.getLogger(__name__)

#: A request waits for a snapshot of so many records: about half a second.
FEW = 20_000
#: How often a snapshot is made again because the data changed while it was.
ATTEMPTS = 3

_pinned: ContextVar[RecommendationIndex | None] = ContextVar("pinned index", default=None)


class IndexProvider:
    """The one snapshot of this process."""

    def __init__(self) -> None:
        self.index: RecommendationIndex | None = None
        self.making = Lock()
        self.renewing = Lock()

    def current(self) -> RecommendationIndex:
        """The snapshot of the data as they are, or while a long one is made, as they were."""
        held, version = self.index, Revision.objects.key()
        if held and held.revision.key == version:
            return held
        if held and held.size > FEW:
            self._renew()
            return held
        with self.making:
            if self.index and self.index.revision.key == version:
                return self.index
            return self._take(_consistent())

    def _take(self, index: RecommendationIndex) -> RecommendationIndex:
        self.index = index
        if index.size > FEW:
            # It stays for long. Looking for garbage in it now and then would take 80 ms each time.
            gc.freeze()
        return index

    def _renew(self) -> None:
        """Make the next one beside the requests, unless that is under way."""
        if self.renewing.acquire(blocking=False):
            Thread(target=self._renewed, name="snapshot", daemon=True).start()

    def _renewed(self) -> None:
        try:
            self._take(_consistent())
        except DatabaseError:
            logger.exception("No snapshot of the newest data; the old one is served.")
        finally:
            self.renewing.release()
            connections.close_all()  # They are this thread's alone.


def _consistent() -> RecommendationIndex:
    """A snapshot of one version of the data, stored or made; again if they changed meanwhile."""
    if held := storage.stored(Revision.objects.current()):
        return held
    for _attempt in range(ATTEMPTS):
        index = build(Revision.objects.current())
        if Revision.objects.current().key == index.revision.key:
            break
    if index.size > FEW and storage.store(index):
        # Making it left gaps in memory. Read again after these are given back, it takes a fifth
        # less room.
        revision = index.revision
        del index
        return storage.stored(revision) or build(revision)
    return index


_holder = IndexProvider()


def current_index() -> RecommendationIndex:
    """The snapshot to answer from: the request's, or else that of the data as they are."""
    return _pinned.get() or _holder.current()


@contextmanager
def pin_index(index: RecommendationIndex) -> Iterator[None]:
    """Within this, all is answered from one snapshot, and the database not asked again."""
    token = _pinned.set(index)
    try:
        yield
    finally:
        _pinned.reset(token)
