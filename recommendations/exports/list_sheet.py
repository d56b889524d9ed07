"""A list as a sheet for people: labels in their language, the text first, citation and link."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from recommendations.exports import citation_style
from recommendations.exports.citation_style import CitableRecord, format_citation
from recommendations.exports.column_batch import ColumnBatch, read_batches
from recommendations.exports.columns import named_columns
from recommendations.exports.download import Download
from recommendations.index import FacetLabels
from recommendations.models import ShownStatus
from recommendations.names.labels import language_name
from recommendations.selection.list_params import column_labels
from sessions.models import SymbolOrigin
from smuggling_kb.languages import BY_CODE
from smuggling_kb.spreadsheets import Sheet, cell_text

#: The columns if none are chosen; the citation and the link follow in any case.
USUAL_COLUMNS = (
    *("text", "code", "session", "status", "themes", "topics", "strength"),
    *("addressees", "articles"),
)
#: The column of the official texts of which translations are shown.
OFFICIAL_TEXT = "official_text"
#: The columns that follow the text where any is a translation.
BESIDE_TRANSLATIONS = ("text_status", OFFICIAL_TEXT)
#: The facets whose labels columns are shown in.
FACETS_OF_COLUMNS = {
    "themes": "theme",
    "topics": "topic",
    "addressees": "addressee",
    "articles": "article",
    "strength": "strength",
    "status": "status",
}
WIDTHS = {
    "text": 80,
    OFFICIAL_TEXT: 60,
    "text_status": 24,
    "themes": 28,
    "topics": 28,
    "articles": 28,
    "addressees": 20,
    "chapeau": 40,
}
#: The columns of words in the language of a text, and of codes.
MIXED_COLUMNS = (
    *("text", OFFICIAL_TEXT, "chapeau", "heading", "modal"),
    *("code", "document", "cites", "restates", "restated_by", "digest", "url"),
)
CITATION_WIDTH, LINK_WIDTH = 60, 44

#: The values of a column for people; ``FacetLabels`` have the names.
ColumnReader = Callable[[ColumnBatch, FacetLabels], Iterable[Any]]


def list_sheet(download: Download, name: str) -> Sheet:
    """Return the sheet; its rows are read by and by."""
    columns = _columns(download)
    labels = {column: str(label) for column, label in column_labels().items()}
    labels[OFFICIAL_TEXT] = _("Official text")
    citation, link = _("Citation"), _("Link")
    widths = {labels[column]: width for column, width in WIDTHS.items()}
    return Sheet(
        name,
        [*(labels[column] for column in columns), citation, link],
        _rows(download, columns),
        {**widths, citation: CITATION_WIDTH, link: LINK_WIDTH},
        frozen_columns=0,
        has_fitted_rows=True,
        links=frozenset({link}),
        filtered_rows=download.count,
        is_right_to_left=BY_CODE[download.language].is_right_to_left,
        mixed=frozenset(labels[column] for column in MIXED_COLUMNS),
    )


def _columns(download: Download) -> list[str]:
    """Return the columns of the sheet: beside translations their status and the official text."""
    columns = download.selection.filters.chosen_columns or list(USUAL_COLUMNS)
    if "text" not in columns or not download.selection.translated_count:
        return columns
    place = columns.index("text") + 1
    added = [name for name in BESIDE_TRANSLATIONS if name not in columns]
    return [*columns[:place], *added, *columns[place:]]


def _rows(download: Download, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    index, language = download.selection.index, download.language
    names = index.facet_labels(language)
    readers = [_reader(name) for name in columns]
    places = iter(download.selection.order)
    for batch in read_batches(
        index, places, download.selection.preference, download.root, cells=False
    ):
        cited = list(_citable_records(batch.official, names))
        links = [download.root + citation_style.path(record) for record in cited]
        citations = map(format_citation, cited, links)
        yield from zip(*(read(batch, names) for read in readers), citations, links, strict=True)


def _reader(name: str) -> ColumnReader:
    if name in READERS:
        return READERS[name]
    if facet := FACETS_OF_COLUMNS.get(name):
        return lambda batch, names: _value_labels(batch, name, facet, names)
    [column] = named_columns([name])
    return lambda batch, names: column.read(batch)


def _value_labels(batch: ColumnBatch, name: str, facet: str, names: FacetLabels) -> Iterator[str]:
    """Yield the values of a column by their labels, several on lines of their own."""
    known = {value: label.label for value, label in names.by_value[facet].items()}
    [column] = named_columns([name])
    for value in column.read(batch):
        values = value if isinstance(value, list) else [cell_text(value)]
        yield "\n".join(known.get(each, each) for each in values if each)


def _sessions(batch: ColumnBatch, names: FacetLabels) -> Iterator[str]:
    known = names.by_value["session"]
    return (known[value].label for value in batch.single_values(batch.index.columns["session"]))


def _words(batch: ColumnBatch, names: FacetLabels) -> Iterator[str]:
    """Yield each text under its chapeau."""
    for chapeau, text in zip(batch.texts.chapeau, batch.texts.text, strict=True):
        yield f"{chapeau}\n{text}" if chapeau else text


def _official_words(batch: ColumnBatch, names: FacetLabels) -> Iterator[str]:
    """Yield the official text of each record whose translation is shown; else nothing."""
    official = batch.official
    shown, cited = _words(batch, names), _words(official, names)
    for words, others, language, other in zip(
        shown, cited, batch.texts.language, official.texts.language, strict=True
    ):
        yield others if (language, words) != (other, others) else ""


def _text_statuses(batch: ColumnBatch, names: FacetLabels) -> Iterator[str]:
    for mark, language in zip(batch.marks, batch.texts.language, strict=True):
        if mark.status == ShownStatus.UNOFFICIAL:
            form = _("Unofficial translation into %(language)s")
            yield form % {"language": language_name(language)}
        else:
            yield str(mark.status.label)


def _symbol_statuses(batch: ColumnBatch, names: FacetLabels) -> Iterator[str]:
    return (str(SymbolOrigin(each).label) if each else "" for each in batch.symbol_statuses())


#: Columns that people are not shown as programs read them.
READERS: dict[str, ColumnReader] = {
    "text": _words,
    "session": _sessions,
    "language": lambda batch, names: map(language_name, batch.texts.language),
    "text_status": _text_statuses,
    OFFICIAL_TEXT: _official_words,
    "symbol_status": _symbol_statuses,
}


def _citable_records(batch: ColumnBatch, names: FacetLabels) -> Iterator[CitableRecord]:
    sessions, columns = names.by_value["session"], batch.index.columns
    for code, status, session, source, language, mark in zip(
        batch.codes,
        batch.single_values(columns["status"]),
        batch.single_values(columns["session"]),
        batch.sources,
        batch.texts.language,
        batch.marks,
        strict=True,
    ):
        symbol_status = batch.index.symbol_statuses[source.symbol] if source else ""
        yield CitableRecord(
            code, status, sessions[session].session, source, symbol_status, language, mark
        )
