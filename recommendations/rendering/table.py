"""Recommendations as the rows of a table."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from recommendations.exports.columns import column_rows, named_columns
from recommendations.index import FacetLabels
from recommendations.index.row_reader import read_headings
from recommendations.index.rows import RecommendationRow
from recommendations.models import StatusMark
from recommendations.rendering.environment import render
from recommendations.rendering.place_link import PlaceLink, symbol_place
from recommendations.rendering.record_text import Passage, excerpt, mark_words
from recommendations.rendering.row_labels import RowLabels
from recommendations.rendering.row_runs import row_runs
from recommendations.search.query import Query
from recommendations.selection.result_pages import PageGroup
from smuggling_kb.spreadsheets import cell_text

#: Columns that a table shows in words and links; all others as files have them.
FORMATTED = frozenset(
    {
        *("text", "session", "themes", "topics", "status", "strength"),
        *("addressees", "articles", "document", "heading"),
    }
)
#: Columns with words of the documents.
IN_LANGUAGE_OF_TEXT = frozenset(("chapeau", "modal", "source_text"))


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
    #: The language of the official text, where this one is unofficial.
    original: str
    #: Whether the text is in another language than the page.
    is_foreign: bool
    passage: Passage
    mark: StatusMark
    #: The values of columns that are shown as files have them.
    plain: Mapping[str, str]


class TableColumn(NamedTuple):
    """A column that the table can have."""

    name: str
    label: str
    shown: bool = True


def render_table(
    names: FacetLabels, part: PageGroup, columns: Sequence[TableColumn], query: Query | None
) -> SafeString:
    """Render the records of a part of a page as a table, code first; ``query`` is marked."""
    if not part.places:
        return SafeString("")
    value = part.group.value
    caption = (value.heading or value.label) if value else _("Recommendations")
    shown = table_rows(names, part, [column.name for column in columns], query)
    return render(
        "table.html",
        caption=caption,
        columns=columns,
        runs=row_runs(shown),
        record_params=part.selection.filters.record_params,
        has_text=any(column.name == "text" for column in columns),
        formatted=FORMATTED,
        in_language_of_text=IN_LANGUAGE_OF_TEXT,
    )


def table_rows(
    names: FacetLabels, part: PageGroup, columns: Collection[str], query: Query | None
) -> list[TableRow]:
    """Return the rows of a part of a page; three queries, and two for columns as in files."""
    labels = RowLabels(names)
    headings = read_headings(part.selection.index, part.places, part.selection.preference)
    plain = _plain_values(names, part, [name for name in columns if name not in FORMATTED])
    return [
        _row(row, headings.get(row.code, ""), plain.get(row.code, {}), labels, query)
        for row in part.rows
    ]


def _plain_values(
    names: FacetLabels, part: PageGroup, columns: Sequence[str]
) -> dict[str, dict[str, str]]:
    """Return the values of some columns by the codes of records, as files have them."""
    if not columns:
        return {}
    found = named_columns(["code", *columns])
    rows = column_rows(
        part.selection.index, part.places, part.selection.preference, "", found, cells=False
    )
    return {code: dict(zip(columns, map(cell_text, values), strict=True)) for code, *values in rows}


def _row(
    row: RecommendationRow,
    heading: str,
    plain: Mapping[str, str],
    labels: RowLabels,
    query: Query | None,
) -> TableRow:
    return TableRow(
        code=row.code,
        address=f"{labels.list}{row.code}/",
        session_name=labels.name("session", row.session),
        themes=[labels.link("theme", each) for each in row.themes],
        subjects=[labels.link("topic", each) for each in row.subjects],
        status=labels.status(row.status),
        badge=labels.badge(row),
        addressees=[labels.name("addressee", each) for each in row.addressees],
        provisions=[labels.link("article", each) for each in row.provisions],
        source=symbol_place(*row.source) if row.source else None,
        heading=heading,
        language=row.language,
        original=row.original,
        is_foreign=row.language != labels.names.language,
        passage=_passage(row, query),
        mark=row.mark,
        plain=plain,
    )


def _passage(row: RecommendationRow, query: Query | None) -> Passage:
    if query:
        return excerpt(row.text, query)
    return mark_words(row.text, row.chapeau, row.modal, row.language)
