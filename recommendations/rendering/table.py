"""Recommendations as the rows of a table."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from recommendations.index import FacetLabels
from recommendations.index.facets import NONE
from recommendations.index.row_reader import read_headings
from recommendations.index.rows import RecommendationRow
from recommendations.rendering.record_text import Passage, excerpt, mark_words
from recommendations.rendering.row_labels import MarkedLink, PlaceLink, RowLabels, StrengthBadge
from recommendations.search.query import Query
from recommendations.selection.result_pages import PageGroup


@dataclass(slots=True)
class TableRow:
    """A record in a table, with the values of all columns."""

    code: str
    address: str
    session_name: str
    themes: list[MarkedLink]
    subjects: list[MarkedLink]
    status: str
    status_name: str
    badge: StrengthBadge
    addressees: list[str]
    provisions: list[MarkedLink]
    source: PlaceLink | None
    heading: str
    language: str
    passage: Passage


def table_rows(names: FacetLabels, part: PageGroup, query: Query | None) -> list[TableRow]:
    """Return the rows of a part of a page; three queries."""
    labels, subjects = RowLabels(names, query), RowLabels(names)
    headings = read_headings(part.selection.index, part.places, names.language)
    return [_row(row, headings.get(row.code, ""), labels, subjects) for row in part.rows]


def _row(row: RecommendationRow, heading: str, labels: RowLabels, subjects: RowLabels) -> TableRow:
    is_adopted = row.session != NONE
    return TableRow(
        code=row.code,
        address=f"{labels.list}{row.code}/",
        session_name=labels.session(row.session) if is_adopted else _("Not adopted"),
        themes=[labels.link("theme", each) for each in row.themes],
        subjects=[subjects.link("topic", each) for each in row.subjects],
        status=row.status,
        status_name=labels.name("status", row.status),
        badge=labels.badge(row),
        addressees=[labels.name("addressee", each) for each in row.addressees],
        provisions=[labels.link("article", each) for each in row.provisions],
        source=labels.place(row.source) if row.source else None,
        heading=heading,
        language=row.language,
        passage=_passage(row, labels.query),
    )


def _passage(row: RecommendationRow, query: Query | None) -> Passage:
    return excerpt(row.text, query) if query else mark_words(row.text, row.chapeau, row.modal)
