"""Search: ``find`` is all that the rest of the code knows of it, and ``state`` what it finds in.

The engine is one function, ``scores``, from a query to the primary keys of the published records
that answer it, and ``state`` says what that looks into. Another engine takes its place by changing
the import below; what a query means is in ``query``, what counts as equal in ``folding``, and both
hold for every engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from recommendations.search.query import Query, parse
from recommendations.search.scan import scores, state

__all__ = ["Hits", "find", "state"]

#: The longest query accepted, in characters.
LONGEST = 200


@dataclass(frozen=True)
class Hits:
    """What was asked, and the published records that answer it, each with its worth."""

    query: Query
    scores: Mapping[int, float]


def find(typed: str) -> Hits:
    """The records that answer what somebody typed; none if no word is in it."""
    query = parse(typed)
    return Hits(query, scores(query) if query.clauses else {})
