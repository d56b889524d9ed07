"""Passages of documents as rows of a page: place, heading, words, record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from recommendations.index.passages.facets import KINDS
from recommendations.index.passages.rows import PassageRow
from recommendations.rendering.environment import render
from recommendations.rendering.place_link import PlaceLink, symbol_place
from recommendations.search.highlight import Snippet, snippet
from recommendations.search.query import Query
from sessions.models import ResourceKind
from smuggling_kb.languages import BY_CODE

#: Characters of a passage that a row shows.
WIDTH = 240


@dataclass(frozen=True)
class PassageParts:
    """The parts of a row; ``resources`` are the kinds of resources that the passage lists."""

    row: PassageRow
    place: PlaceLink
    snippet: Snippet
    resources: list[str]


def render_passage_rows(rows: Iterable[PassageRow], query: Query | None) -> SafeString:
    """Return the HTML of rows, with what was searched for marked."""
    gap = BY_CODE[get_language()].gap
    return render("passages/rows.html", passages=[_parts(row, query) for row in rows], gap=gap)


def _parts(row: PassageRow, query: Query | None) -> PassageParts:
    return PassageParts(
        row,
        symbol_place(row.document, row.anchor),
        snippet(row.text, query, WIDTH),
        [str(KINDS[kind]) for kind in row.kinds if kind in ResourceKind.values],
    )
