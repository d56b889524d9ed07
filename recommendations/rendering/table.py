"""Recommendations as the rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from recommendations.index import FacetLabels
from recommendations.index.facets import NONE
from recommendations.index.row_reader import read_headings
from recommendations.index.rows import RecommendationRow
from recommendations.models import StatusMark
from recommendations.rendering.environment import render
from recommendations.rendering.place_link import PlaceLink, symbol_place
from recommendations.rendering.record_text import Passage, excerpt, mark_words
from recommendations.rendering.row_labels import RowLabels
from recommendations.search.query import Query
from recommendations.selection.result_pages import PageGroup


@dataclass(slots=True)
class TableRow:
    """A record in a table, with the values of all columns."""

    code: str
    address: str
    session_name: str
    themes: list[SafeString]
    subjects: list[SafeString]
    status: SafeString
    badge: SafeString
    addressees: list[str]
    provisions: list[SafeString]
    source: PlaceLink | None
    heading: str
    language: str
    passage: Passage
    mark: StatusMark


class TableColumn(NamedTuple):
    """A column that the table can have."""

    name: str
    label: str
    shown: bool


def render_table(
    names: FacetLabels, part: PageGroup, columns: Sequence[TableColumn], query: Query | None
) -> SafeString:
    """Render the records of a part of a page as a table, code first; ``query`` is marked."""
    if not part.places:
        return SafeString("")
    value = part.group.value
    caption = (value.heading or value.label) if value else _("Recommendations")
    shown = table_rows(names, part, query)
    return render("table.html", caption=caption, columns=columns, rows=shown)


def table_rows(names: FacetLabels, part: PageGroup, query: Query | None) -> list[TableRow]:
    """Return the rows of a part of a page; three queries."""
    labels = RowLabels(names)
    headings = read_headings(part.selection.index, part.places, names.language)
    return [_row(row, headings.get(row.code, ""), labels, query) for row in part.rows]


def _row(row: RecommendationRow, heading: str, labels: RowLabels, query: Query | None) -> TableRow:
    is_adopted = row.session != NONE
    return TableRow(
        code=row.code,
        address=f"{labels.list}{row.code}/",
        session_name=labels.session(row.session) if is_adopted else _("Not adopted"),
        themes=[labels.link("theme", each) for each in row.themes],
        subjects=[labels.link("topic", each) for each in row.subjects],
        status=labels.status(row.status),
        badge=labels.badge(row),
        addressees=[labels.name("addressee", each) for each in row.addressees],
        provisions=[labels.link("article", each) for each in row.provisions],
        source=symbol_place(*row.source) if row.source else None,
        heading=heading,
        language=row.language,
        passage=_passage(row, query),
        mark=row.mark,
    )


def _passage(row: RecommendationRow, query: Query | None) -> Passage:
    return excerpt(row.text, query) if query else mark_words(row.text, row.chapeau, row.modal)
