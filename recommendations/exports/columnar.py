"""The columns of many records at once: what a download reads, thousands of rows at a time.

Most columns are in the snapshot already; one question to the database brings the words of a batch.
The same columns of one record are in ``columns``, which says what each means; tests hold the two
to each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import QuerySet

from recommendations.entries.reading import asked
from recommendations.exports.columns import COLUMNS
from recommendations.models import RecommendationText
from recommendations.snapshot import Snapshot
from recommendations.snapshot.columns import Column
from sessions.models import Section
from smuggling_kb.preference import rank
from smuggling_kb.spreadsheets import Value, as_text, cell

#: Records that are read at a time.
BATCH = 1800


class Words(NamedTuple):
    """The words of a record in one language, and the headings above the passage they are from."""

    language: str
    text_status: str
    chapeau: str
    text: str
    modal: str
    section: int | None
    parent_section: int | None


@dataclass(frozen=True)
class Batch:
    """Some records, with the words that a reader of one language is shown of each.

    ``cells`` tells that every value is to be a cell of CSV; else lists stay lists.
    """

    snapshot: Snapshot
    places: Sequence[int]
    words: Sequence[Words]
    headings: Sequence[str]
    root: str
    cells: bool

    def property(self, column: Column) -> Iterable[Value]:
        """The values of a property that a record can have several of."""
        values: Sequence[Value] = column.cells if self.cells else column.lists
        return map(values.__getitem__, map(column.numbers.__getitem__, self.places))

    def facet(self, parameter: str) -> Iterable[Value]:
        """The same of a facet."""
        return self.property(self.snapshot.columns[parameter])

    def one(self, column: Column) -> Iterable[str]:
        """The value of a property that a record has one of, or nothing."""
        values = column.first
        return map(values.__getitem__, map(column.numbers.__getitem__, self.places))

    def of_session(self, fact: str) -> Iterable[Value]:
        """A fact of the meeting that adopted each record, if one is known to."""
        named = self.snapshot.names("en").named["session"]
        facts: dict[str, Value] = {
            value: getattr(known.session, fact) if known.session else None
            for value, known in named.items()
        }
        if self.cells:
            facts = {value: as_text(known) for value, known in facts.items()}
        return map(facts.__getitem__, self.one(self.snapshot.columns["session"]))

    def text(self, words: Iterable[str]) -> Iterable[str]:
        """Words, in cells if that is asked for."""
        return map(cell, words) if self.cells else words

    @cached_property
    def codes(self) -> list[str]:
        """The codes."""
        return list(map(self.snapshot.code, self.places))


def _column(name: str) -> Callable[[Batch], Iterable[Value]]:
    return lambda batch: batch.property(batch.snapshot.properties[name])


#: What stands in each column, by its name.
READERS: dict[str, Callable[[Batch], Iterable[Value]]] = {
    "code": lambda batch: batch.codes,
    "status": lambda batch: batch.one(batch.snapshot.columns["status"]),
    "session": lambda batch: batch.of_session("number"),
    "session_start": lambda batch: batch.of_session("start"),
    "session_end": lambda batch: batch.of_session("end"),
    "document": lambda batch: batch.one(batch.snapshot.sources),
    "paragraph": lambda batch: map(batch.snapshot.number, batch.places),
    "item": lambda batch: map(batch.snapshot.letter, batch.places),
    "heading": lambda batch: batch.text(batch.headings),
    "chapeau": lambda batch: batch.text(words.chapeau for words in batch.words),
    "themes": lambda batch: batch.facet("theme"),
    "topics": lambda batch: batch.facet("topic"),
    "addressees": _column("addressees"),
    "strength": lambda batch: batch.one(batch.snapshot.columns["strength"]),
    "modal": lambda batch: batch.text(words.modal for words in batch.words),
    "articles": lambda batch: batch.facet("article"),
    "cites": _column("cites"),
    "restates": _column("restates"),
    "restated_by": _column("restated_by"),
    "language": lambda batch: (words.language for words in batch.words),
    "text_status": lambda batch: (words.text_status for words in batch.words),
    "text": lambda batch: batch.text(words.text for words in batch.words),
    "url": lambda batch: (f"{batch.root}/recommendations/{code}/" for code in batch.codes),
}
NAMES = [column.name for column in COLUMNS]


def rows(
    snapshot: Snapshot, places: Iterable[int], language: str, root: str, *, cells: bool
) -> Iterator[Sequence[Any]]:
    """All columns of the records at these places; what was withdrawn meanwhile is left out."""
    headings = {section.pk: section.printed for section in Section.objects.all()}
    left = iter(places)
    while some := list(islice(left, BATCH)):
        words = _words([snapshot.pks[place] for place in some], language)
        there = [place for place in some if snapshot.pks[place] in words]
        found = [words[snapshot.pks[place]] for place in there]
        batch = Batch(
            snapshot,
            there,
            [shown for shown, _section in found],
            [headings.get(section or 0, "") for _shown, section in found],
            root,
            cells,
        )
        yield from zip(*(READERS[name](batch) for name in NAMES), strict=True)


def _words(pks: Sequence[int], reader: str) -> dict[int, tuple[Words, int | None]]:
    """The words of each record that a reader is shown, and the section that they stand in."""
    found: dict[int, tuple[Words, int | None]] = {}
    for pk, *fields in asked(_texts, pks):
        words = Words(*fields)
        section = words.section or words.parent_section
        if pk in found:
            shown, known = found[pk]
            if rank(words.language, reader) > rank(shown.language, reader):
                found[pk] = shown, known or section
                continue
            section = section or known
        found[pk] = words, section
    return found


def _texts(pks: Sequence[int]) -> QuerySet[Any, Any]:
    fields = (
        "language",
        "text_status",
        "chapeau",
        "text",
        "modal",
        "source__section",
        "source__parent__section",
    )
    texts = RecommendationText.objects.published().filter(recommendation__in=pks)
    return texts.order_by().values_list("recommendation", *fields)
