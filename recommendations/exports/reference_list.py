"""Files of many references: an entry of a kind is formatted once, and filled in for each record.

Entries are of a kind if they differ in the number of the code, the place in the document and the
words alone. Characters that no text has stand for these while the entry is formatted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

from django.utils.translation import override

from recommendations.exports.citation_style import CitableRecord
from recommendations.exports.column_batch import ColumnBatch, read_batches
from recommendations.exports.download import Download
from recommendations.exports.reference import (
    Reference,
    ReferenceWords,
    document_details,
    is_translation,
    reference,
    reference_words,
)
from recommendations.index.rows import PrintedPlace
from recommendations.models import StatusMark
from sessions.places import place_label

#: Characters for private use stand for the number of the code, the place, the first words and all,
#: and these again of a translation.
NUMBER, PLACE, OPENING, WORDS = "\ue000", "\ue001", "\ue002", "\ue003"
OPENING_TRANSLATED, WORDS_TRANSLATED = "\ue004", "\ue005"
PLACEHOLDERS = {
    "number": NUMBER,
    "place": PLACE,
    "opening": OPENING,
    "words": WORDS,
    "opening_translated": OPENING_TRANSLATED,
    "words_translated": WORDS_TRANSLATED,
}


@dataclass(frozen=True)
class ReferenceStyle:
    """A way to write references: ``entry`` writes one, ``escape`` any words that stand in it.

    A file begins with ``head`` and ends with ``foot``; ``separator`` stands between two entries.
    """

    entry: Callable[[Reference], str]
    escape: Callable[[str], str]
    head: str = ""
    separator: str = ""
    foot: str = ""


class ReferenceKind(NamedTuple):
    """All that many entries have alike."""

    year: str
    status: str
    session: str
    #: The document's symbol; empty without one.
    symbol: str
    #: The language and the status of the document's own words.
    language: str
    mark: StatusMark
    #: The language of a translation; empty without one.
    translation: str


class CitablePattern(CitableRecord):
    """A record whose place is put in later."""

    @property
    def place(self) -> str:
        """Words that stand for the place."""
        return PLACE if self.source else ""


def format_list(download: Download, style: ReferenceStyle) -> Iterator[str]:
    """Yield a file with an entry for each record of a list, many at a time."""
    writer = ReferenceListWriter(download, style)
    index = download.selection.index
    places = iter(download.selection.order)
    yield style.head
    separator = ""
    for batch in read_batches(
        index, places, download.selection.preference, download.root, cells=False
    ):
        # The language that is active may be another once the response has begun.
        with override(download.language):
            entries = style.separator.join(writer.entries(batch))
        yield separator + entries
        separator = style.separator
    yield style.foot


class ReferenceListWriter:
    """Writes the entries of one list; keeps those of each kind, and the places."""

    def __init__(self, download: Download, style: ReferenceStyle) -> None:
        self._index = download.selection.index
        self._root = download.root
        self._style = style
        self._documents = document_details(download.language)
        self._sessions = self._index.facet_labels(download.language).by_value["session"]
        self._patterns: dict[ReferenceKind, str] = {}
        self._places: dict[str, str] = {"": ""}

    def entries(self, batch: ColumnBatch) -> Iterator[str]:
        """Yield the entries of some records, in the active language."""
        columns = self._index.columns
        for source, code, status, session, words, mark, translation in zip(
            batch.sources,
            batch.codes,
            batch.single_values(columns["status"]),
            batch.single_values(columns["session"]),
            _words(batch.official),
            batch.official.marks,
            _translations(batch),
            strict=True,
        ):
            year, _slash, number = code.partition("/")
            symbol, anchor = source or ("", "")
            translated = translation.language if translation else ""
            kind = ReferenceKind(year, status, session, symbol, words.language, mark, translated)
            if mark.printed is not None:
                yield self._format(kind, CitableRecord, number, source, words, translation)
                continue
            if kind not in self._patterns:
                self._patterns[kind] = _entry_pattern(self._placeholder_entry(kind, source))
            if anchor not in self._places:
                self._places[anchor] = self._style.escape(place_label(anchor))
            yield self._patterns[kind] % {
                "number": number,
                "place": self._places[anchor],
                "opening": self._style.escape(words.opening),
                "words": self._style.escape(words.full),
                **self._translated_values(translation),
            }

    def _translated_values(self, translation: ReferenceWords | None) -> dict[str, str]:
        if translation is None:
            return {}
        return {
            "opening_translated": self._style.escape(translation.opening),
            "words_translated": self._style.escape(translation.full),
        }

    def _placeholder_entry(self, kind: ReferenceKind, source: PrintedPlace | None) -> str:
        """Return an entry with characters for private use in the places of what differs."""
        words = ReferenceWords(kind.language, OPENING, WORDS)
        translation = (
            ReferenceWords(kind.translation, OPENING_TRANSLATED, WORDS_TRANSLATED)
            if kind.translation
            else None
        )
        return self._format(kind, CitablePattern, NUMBER, source, words, translation)

    def _format(
        self,
        kind: ReferenceKind,
        citable: type[CitableRecord],
        number: str,
        source: PrintedPlace | None,
        words: ReferenceWords,
        translation: ReferenceWords | None,
    ) -> str:
        record = citable(
            f"{kind.year}/{number}",
            kind.status,
            self._sessions[kind.session].session,
            source,
            self._index.symbol_statuses[kind.symbol] if source else "",
            kind.language,
            kind.mark,
        )
        particulars = reference(
            record, words, translation, self._root, self._documents, self._index
        )
        return self._style.entry(particulars)


def _words(batch: ColumnBatch) -> Iterator[ReferenceWords]:
    """Yield the words of each record of a batch."""
    texts = batch.texts
    return map(reference_words, texts.language, texts.chapeau, texts.text)


def _translations(batch: ColumnBatch) -> Iterator[ReferenceWords | None]:
    """Yield the words of each record that are shown, if they translate its official text."""
    if batch.official is batch:
        return repeat(None, len(batch.places))
    return (
        words if is_translation(mark, original) else None
        for words, mark, original in zip(
            _words(batch), batch.marks, batch.official.marks, strict=True
        )
    )


def _entry_pattern(entry: str) -> str:
    """Return an entry with characters for private use as a pattern to be filled in."""
    pattern = entry.replace("%", "%%")
    for name, character in PLACEHOLDERS.items():
        pattern = pattern.replace(character, f"%({name})s")
    return pattern
