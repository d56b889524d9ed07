"""The passages of documents that rows of a table name by their places."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sessions.models import Paragraph

#: Passages by symbol, anchor and language.
PassagesByPlace = Mapping[tuple[str, str, str], Paragraph]


def read_passages(places: Collection[tuple[str, str]]) -> PassagesByPlace:
    """Return the passages at some places, by symbol and anchor, in every language; two queries."""
    passages = (
        Paragraph.objects.filter(
            version__document__symbol__in={symbol for symbol, _anchor in places},
            anchor__in={anchor for _symbol, anchor in places},
        )
        .select_related("version__document", "parent")
        .prefetch_related("items")
    )
    return {
        (passage.version.document.symbol, passage.anchor, passage.version.language): passage
        for passage in passages
    }
