"""The columns of many records at once: what a download reads, thousands of rows at a time.

Most columns are in the snapshot already; one question to the database brings the words of a batch.
The same columns of one record are in ``columns``, which says what each means; tests hold the two
to each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import QuerySet

from recommendations.exports.columns import COLUMNS
from recommendations.index import RecommendationIndex
from recommendations.index.code_keys import key_letter, key_number, key_year
from recommendations.index.columns import Column
from recommendations.index.row_reader import read_texts
from recommendations.models import RecommendationText
from sessions.models import Section
from smuggling_kb.preference import language_rank
from smuggling_kb.spreadsheets import Value, cell_text, csv_cell

#: Records that are read at a time.
BATCH = 1800


class Words(NamedTuple):
    """The words of some records, each in one language."""

    language: Sequence[str]
    text_status: Sequence[str]
    chapeau: Sequence[str]
    text: Sequence[str]
    modal: Sequence[str]


@dataclass(frozen=True)
class Batch:
    """Some records, with the words that a reader of one language is shown of each.

    ``headings`` are all there are, by the key of their section as the snapshot has it. ``cells``
    tells that every value is to be a cell of CSV; else lists stay lists.
    """

    index: RecommendationIndex
    places: Sequence[int]
    words: Words
    headings: Mapping[str, str]
    reader: str
    root: str
    cells: bool

    def property(self, column: Column) -> Iterable[Value]:
        """The values of a property that a record can have several of."""
        values: Sequence[Value] = column.cells if self.cells else column.lists
        return map(values.__getitem__, map(column.numbers.__getitem__, self.places))

    def facet(self, parameter: str) -> Iterable[Value]:
        """The same of a facet."""
        return self.property(self.index.columns[parameter])

    def one(self, column: Column) -> Iterable[str]:
        """The value of a property that a record has one of, or nothing."""
        values = column.first_values
        return map(values.__getitem__, map(column.numbers.__getitem__, self.places))

    def of_session(self, fact: str) -> Iterable[Value]:
        """A fact of the meeting that adopted each record, if one is known to."""
        named = self.index.facet_labels("en").by_value["session"]
        facts: dict[str, Value] = {
            value: getattr(known.session, fact) if known.session else None
            for value, known in named.items()
        }
        if self.cells:
            facts = {value: cell_text(known) for value, known in facts.items()}
        return map(facts.__getitem__, self.one(self.index.columns["session"]))

    def text(self, words: Iterable[str]) -> Iterable[str]:
        """Words, in cells if that is asked for."""
        return map(csv_cell, words) if self.cells else words

    def repeated(self, words: Sequence[str]) -> Iterable[str]:
        """The same of words that many records have alike."""
        known = dict.fromkeys(words)
        shown = dict(zip(known, self.text(known), strict=True))
        return map(shown.__getitem__, words)

    @cached_property
    def heading(self) -> list[str]:
        """What stands above the text that is shown, or if that is in no document, the next one."""
        sections = self.index.sections
        found = [""] * len(self.places)
        for language in sorted(sections, key=lambda each: language_rank(each, self.reader)):
            of_language = self.one(sections[language])
            found = [first or other for first, other in zip(found, of_language, strict=True)]
        return [self.headings.get(section, "") for section in found]

    @cached_property
    def keys(self) -> list[int]:
        """The codes as numbers."""
        return list(map(self.index.keys.__getitem__, self.places))

    @cached_property
    def numbers(self) -> list[str]:
        """The printed numbers."""
        return list(map(key_number, self.keys))

    @cached_property
    def letters(self) -> list[str]:
        """The printed letters."""
        return list(map(key_letter, self.keys))

    @cached_property
    def codes(self) -> list[str]:
        """The codes."""
        parts = zip(map(key_year, self.keys), self.numbers, self.letters, strict=True)
        return [f"{year}/{number}{letter}" for year, number, letter in parts]


def _column(name: str) -> Callable[[Batch], Iterable[Value]]:
    return lambda batch: batch.property(batch.index.properties[name])


#: What stands in each column, by its name.
READERS: dict[str, Callable[[Batch], Iterable[Value]]] = {
    "code": lambda batch: batch.codes,
    "status": lambda batch: batch.one(batch.index.columns["status"]),
    "session": lambda batch: batch.of_session("number"),
    "session_start": lambda batch: batch.of_session("start"),
    "session_end": lambda batch: batch.of_session("end"),
    "document": lambda batch: batch.one(batch.index.sources),
    "paragraph": lambda batch: batch.numbers,
    "item": lambda batch: batch.letters,
    "heading": lambda batch: batch.repeated(batch.heading),
    "chapeau": lambda batch: batch.repeated(batch.words.chapeau),
    "themes": lambda batch: batch.facet("theme"),
    "topics": lambda batch: batch.facet("topic"),
    "addressees": _column("addressees"),
    "strength": lambda batch: batch.one(batch.index.columns["strength"]),
    "modal": lambda batch: batch.repeated(batch.words.modal),
    "articles": lambda batch: batch.facet("article"),
    "cites": _column("cites"),
    "restates": _column("restates"),
    "restated_by": _column("restated_by"),
    "language": lambda batch: batch.words.language,
    "text_status": lambda batch: batch.words.text_status,
    "text": lambda batch: batch.text(batch.words.text),
    "url": lambda batch: (f"{batch.root}/recommendations/{code}/" for code in batch.codes),
}
NAMES = [column.name for column in COLUMNS]


def rows(
    index: RecommendationIndex, places: Iterable[int], language: str, root: str, *, cells: bool
) -> Iterator[Sequence[Any]]:
    """All columns of the records at these places; what was withdrawn meanwhile is left out."""
    headings = {str(section.pk): section.printed for section in Section.objects.all()}
    left = iter(places)
    while some := list(islice(left, BATCH)):
        keys = [index.pks[place] for place in some]
        words = read_texts(_texts, keys, language)
        there = [place for place, key in zip(some, keys, strict=True) if key in words]
        if not there:
            continue
        columns = Words(*zip(*(words[key] for key in keys if key in words), strict=True))
        batch = Batch(index, there, columns, headings, language, root, cells)
        yield from zip(*(READERS[name](batch) for name in NAMES), strict=True)


def _texts(pks: Sequence[int]) -> QuerySet[Any, Any]:
    texts = RecommendationText.objects.published().filter(recommendation__in=pks)
    return texts.order_by().values_list("recommendation", *Words._fields)
