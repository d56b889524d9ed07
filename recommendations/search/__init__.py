"""Search: ``find`` is all that the rest of the code knows of it, and ``state`` what it finds in.

The engine is one function, ``scan.find``, from a query to the published records that answer it,
and ``state`` says what that looks into. Another engine takes its place by changing the import
below; what a query says is in ``query``, what it asks for beyond that in ``meaning``, what counts
as equal in ``folding``, and all of it holds for every engine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recommendations.search import scan
from recommendations.search.meaning import Announcement
from recommendations.search.query import Query, parse
from recommendations.search.scan import state

__all__ = ["Hits", "find", "state"]

#: The longest query accepted, in characters.
LONGEST = 200


@dataclass(frozen=True)
class Hits:
    """What was asked, what that means, and the published records that answer, with their worth.

    ``meant`` has the alternatives of each word written out, for pages to mark; ``announced`` says
    which they are.
    """

    query: Query
    scores: Mapping[int, float]
    meant: Query
    announced: Sequence[Announcement] = ()


def find(typed: str) -> Hits:
    """The records that answer what somebody typed; none if no word is in it."""
    query = parse(typed)
    if not query.clauses:
        return Hits(query, {}, query)
    found = scan.find(query)
    return Hits(query, found.scores, found.meaning.query, found.meaning.announcements)
