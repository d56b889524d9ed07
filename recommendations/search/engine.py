"""What somebody typed, found: ``find`` is all that a list knows of the search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from recommendations.index import Snapshot, current
from recommendations.index.bitmaps import Bitmap
from recommendations.index.ordering import Ordered
from recommendations.search.expansion import Announcement, Meaning
from recommendations.search.matching import Matching
from recommendations.search.query import Query, parse
from recommendations.search.ranking import ranked


@dataclass(frozen=True)
class Hits:
    """What was asked, what that means, and the published records that answer it, as a bitmap.

    ``meant`` has the alternatives of each word written out, for pages to mark; ``announced`` says
    which they are.
    """

    query: Query
    snapshot: Snapshot
    found: Bitmap
    meant: Query
    announced: Sequence[Announcement]

    @cached_property
    def ranked(self) -> Ordered:
        """All of them, the best first."""
        return ranked(self.snapshot, self.query, self.meant, self.found)


def find(typed: str, snapshot: Snapshot) -> Hits:
    """The records that answer what somebody typed; none if no word is in it."""
    query = parse(typed)
    meant, found = snapshot.memory.of(("found", str(query)), lambda: _found(query, snapshot))
    return Hits(query, snapshot, found, meant.query, meant.announcements)


def _found(query: Query, snapshot: Snapshot) -> tuple[Meaning, Bitmap]:
    matching = Matching(snapshot)
    meant = matching.meaning(query)
    return meant, matching.query(meant.query)


@dataclass(frozen=True)
class State:
    """What search looks into now."""

    recommendations: int
    texts: int


def state() -> State:
    """How many published records and texts are searched."""
    snapshot = current()
    texts = (snapshot.in_language(language).bit_count() for language in snapshot.languages)
    return State(snapshot.size, sum(texts))
