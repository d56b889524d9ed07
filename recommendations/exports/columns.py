"""The columns of every download, and the fields of a record's JSON: the codebook.

Their names and their order are a promise to outside programs: they may grow, none may change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from recommendations.exports import citation_style
from recommendations.exports.column_batch import ColumnBatch, read_batches
from recommendations.index import RecommendationIndex, current_index
from recommendations.index.facets import Facet, plain_facets
from recommendations.models import (
    CitationKind,
    OccurrenceRelation,
    Recommendation,
    RecommendationText,
    RelationType,
)
from sessions.models import Section
from smuggling_kb.preference import TextPreference
from smuggling_kb.spreadsheets import Sheet, Value

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@dataclass(frozen=True)
class ExportedRecord:
    """A recommendation for a download, with the text that a reader of one language is shown.

    ``root`` is the address of this site, which the record's own begins with.
    """

    recommendation: Recommendation
    language: str
    root: str

    @cached_property
    def text(self) -> RecommendationText:
        """The text in the language of the reader, or the next best."""
        return self.recommendation.text_for(self.language)

    @cached_property
    def digest(self) -> str:
        """The digest of what is public of it; empty of a draft."""
        return current_index().record_digest(self.recommendation.code)

    @cached_property
    def section(self) -> Section | None:
        """The section of the document that it was read from, if any."""
        for text in self.recommendation.texts_for(self.language):
            for passage in (text.source, text.source and text.source.parent):
                if passage and passage.section:
                    return passage.section
        return None


@dataclass(frozen=True)
class CodebookColumn:
    """A column: its name, what it means, and how its values are read.

    ``read`` reads those of a batch through the index. ``value`` is that of a record which was read
    whole: curators see drafts too, and those are in no index.
    """

    name: str
    meaning: StrPromise
    read: Callable[[ColumnBatch], Iterable[Value]]
    value: Callable[[ExportedRecord], Value]
    #: Characters that it is wide in a workbook, if the usual width is too narrow.
    width: int = 0


def column_rows(
    index: RecommendationIndex,
    places: Iterable[int],
    preference: TextPreference,
    root: str,
    columns: Sequence[CodebookColumn],
    *,
    cells: bool,
) -> Iterator[Sequence[Any]]:
    """Yield these columns of the records at these places."""
    for batch in read_batches(index, places, preference, root, cells=cells):
        yield from zip(*(column.read(batch) for column in columns), strict=True)


def column_values(record: ExportedRecord) -> dict[str, Value]:
    """Return all columns of one record, by name and in order."""
    return {column.name: column.value(record) for column in codebook_columns()}


def codebook_sheet(
    rows: Iterable[Iterable[Value]], names: list[str] | None = None, title: str = "recommendations"
) -> Sheet:
    """Return rows of the columns of these names, or of all, as a table."""
    return Sheet(title, names or column_names(), rows, WIDTHS)


def _session(record: ExportedRecord) -> int | None:
    session = record.recommendation.session
    return session.number if session else None


def _session_start(record: ExportedRecord) -> date | None:
    session = record.recommendation.session
    return session.start if session else None


def _session_end(record: ExportedRecord) -> date | None:
    session = record.recommendation.session
    return session.end if session else None


def _document(record: ExportedRecord) -> str:
    source = record.recommendation.source
    return source.document.symbol if source else ""


def _symbol_status(record: ExportedRecord) -> str:
    source = record.recommendation.source
    return source.document.symbol_origin if source else ""


def _heading(record: ExportedRecord) -> str:
    return record.section.printed_heading if record.section else ""


def _themes(record: ExportedRecord) -> list[str]:
    return [assignment.theme.slug for assignment in record.recommendation.chapters]


def _topics(record: ExportedRecord) -> list[str]:
    return [assignment.theme.slug for assignment in record.recommendation.subjects]


def _addressees(record: ExportedRecord) -> list[str]:
    return [addressee.addressee for addressee in record.recommendation.addressees.all()]


def _articles(record: ExportedRecord) -> list[str]:
    return list(dict.fromkeys(found.slug for found in record.recommendation.cited_provisions))


def _cites(record: ExportedRecord) -> list[str]:
    kinds = (CitationKind.DOCUMENT, CitationKind.RESOLUTION)
    citations = (each for each in record.recommendation.citations if each.kind in kinds)
    return list(dict.fromkeys(citation.reference for citation in citations))


def _restates(record: ExportedRecord) -> list[str]:
    return [
        relation.target.code
        for relation in record.recommendation.relations.all()
        if relation.type == RelationType.RESTATES
    ]


def _restated_by(record: ExportedRecord) -> list[str]:
    codes = [
        relation.recommendation.code
        for relation in record.recommendation.reverse_relations.all()
        if relation.type == RelationType.RESTATES
    ]
    return [*codes, *_restatements(record)]


def _restatements(record: ExportedRecord) -> Iterator[str]:
    """Yield passages that restate it and are no records themselves, as ``document#anchor``."""
    for occurrence in record.recommendation.occurrences.all():
        if occurrence.relation == OccurrenceRelation.RESTATEMENT:
            yield f"{occurrence.document.symbol}#{occurrence.anchor}"


def _url(record: ExportedRecord) -> str:
    return record.root + citation_style.path(record.recommendation)


def _printed_words(record: ExportedRecord) -> str:
    printed = record.text.status_mark.printed
    return printed.words if printed else ""


COLUMNS = (
    CodebookColumn(
        "code",
        _("This site’s own code: year, printed number and letter. Not a United Nations symbol."),
        lambda batch: batch.codes,
        lambda record: record.recommendation.code,
    ),
    CodebookColumn(
        "status",
        _("adopted, proposed or resolution."),
        lambda batch: batch.single_values(batch.index.columns["status"]),
        lambda record: record.recommendation.status,
    ),
    CodebookColumn(
        "session",
        _("Number of the session that adopted it; empty if unknown or not adopted."),
        lambda batch: batch.session_facts("number"),
        _session,
    ),
    CodebookColumn(
        "session_start",
        _("First day of that session."),
        lambda batch: batch.session_facts("start"),
        _session_start,
    ),
    CodebookColumn(
        "session_end",
        _("Last day of that session."),
        lambda batch: batch.session_facts("end"),
        _session_end,
    ),
    CodebookColumn(
        "document",
        _("Symbol of the document it was read from."),
        lambda batch: batch.single_values(batch.index.sources),
        _document,
        width=24,
    ),
    CodebookColumn(
        "paragraph",
        _("Printed number of the paragraph or recommendation."),
        lambda batch: batch.numbers,
        lambda record: str(record.recommendation.number),
    ),
    CodebookColumn(
        "item",
        _("Printed letter, if it is an item of a list."),
        lambda batch: batch.letters,
        lambda record: record.recommendation.letter,
    ),
    CodebookColumn(
        "heading",
        _("The heading it appears under in that document, as printed."),
        lambda batch: batch.headings(),
        _heading,
        width=30,
    ),
    CodebookColumn(
        "chapeau",
        _("The words that introduce the list of which it is an item."),
        lambda batch: batch.repeated_words(batch.texts.chapeau),
        lambda record: record.text.chapeau,
        width=40,
    ),
    CodebookColumn(
        "themes",
        _("Themes, by their short names, as in addresses."),
        lambda batch: batch.facet_values("theme"),
        _themes,
        width=24,
    ),
    CodebookColumn(
        "topics",
        _(
            "Subjects, by their short names, as in addresses; only those assigned, not the main "
            "entries above them."
        ),
        lambda batch: batch.facet_values("topic"),
        _topics,
        width=24,
    ),
    CodebookColumn(
        "addressees",
        _("Whom it is addressed to, by short names, as in addresses."),
        lambda batch: batch.property_values("addressees"),
        _addressees,
    ),
    CodebookColumn(
        "strength",
        _("How strongly it is worded, by its modal word."),
        lambda batch: batch.single_values(batch.index.columns["strength"]),
        lambda record: record.recommendation.strength,
    ),
    CodebookColumn(
        "modal",
        _("The modal word, as printed."),
        lambda batch: batch.repeated_words(batch.texts.modal),
        lambda record: record.text.modal,
    ),
    CodebookColumn(
        "articles",
        _("Treaty articles and chapters cited in the text."),
        lambda batch: batch.facet_values("article"),
        _articles,
    ),
    CodebookColumn(
        "cites",
        _("Symbols of the documents and resolutions cited in the text."),
        lambda batch: batch.property_values("cites"),
        _cites,
    ),
    CodebookColumn(
        "restates",
        _("Codes of the recommendations that it restates."),
        lambda batch: batch.property_values("restates"),
        _restates,
    ),
    CodebookColumn(
        "restated_by",
        _(
            "Codes of the recommendations that restate it; a passage that is not a record is "
            "given as document#anchor."
        ),
        lambda batch: batch.property_values("restated_by"),
        _restated_by,
    ),
    CodebookColumn(
        "language",
        _("Language of the text."),
        lambda batch: batch.texts.language,
        lambda record: record.text.language,
    ),
    CodebookColumn(
        "text_status",
        _(
            "official, unofficial or differs. A text is official only while it is identical to "
            "its source passage."
        ),
        lambda batch: batch.text_statuses(),
        lambda record: record.text.status_mark.status.codebook_value,
    ),
    CodebookColumn(
        "symbol_status",
        _(
            "How the symbol of the document is known: printed in its text, inferred, or confirmed"
            " by another document."
        ),
        lambda batch: batch.symbol_statuses(),
        _symbol_status,
    ),
    CodebookColumn(
        "digest",
        _(
            "The first 12 digits of the SHA-256 of everything public in the record, in all its "
            "languages. Identical records have identical digests."
        ),
        lambda batch: batch.digests(),
        lambda record: record.digest,
        width=16,
    ),
    CodebookColumn(
        "text",
        _(
            "The words, without number, label or chapeau. Each lettered item is on a line of its "
            "own."
        ),
        lambda batch: batch.words(batch.texts.text),
        lambda record: record.text.text,
        width=80,
    ),
    CodebookColumn(
        "url",
        _("Address of the record, for every language."),
        lambda batch: (f"{batch.root}/recommendations/{code}/" for code in batch.codes),
        _url,
        width=48,
    ),
    CodebookColumn(
        "source_text",
        _("If text_status is differs: the words of the source passage, with its chapeau first."),
        lambda batch: batch.printed_words(),
        _printed_words,
        width=80,
    ),
)
#: Widths of columns in a workbook, in characters, where the usual one is too narrow.
WIDTHS = {column.name: column.width for column in COLUMNS if column.width}


def codebook_columns() -> list[CodebookColumn]:
    """Return every column: those above, and one for each facet that none of them gives."""
    return [*COLUMNS, *map(_facet_column, plain_facets())]


def column_names() -> list[str]:
    """Return the names of all columns, in their order."""
    return [column.name for column in codebook_columns()]


def named_columns(names: Sequence[str]) -> list[CodebookColumn]:
    """Return the columns of these names, in that order; every column if there is no name."""
    by_name = {column.name: column for column in codebook_columns()}
    return [by_name[name] for name in names] if names else list(by_name.values())


def _facet_column(facet: Facet) -> CodebookColumn:
    """Return the column that gives the values of a facet, as addresses write them."""
    name = facet.parameter
    if facet.links:
        return CodebookColumn(
            name,
            facet.meaning,
            lambda batch: batch.facet_values(name),
            lambda record: facet.record_values(record.recommendation.pk),
        )
    return CodebookColumn(
        name,
        facet.meaning,
        lambda batch: batch.single_values(batch.index.columns[name]),
        lambda record: "".join(facet.record_values(record.recommendation.pk)),
    )
