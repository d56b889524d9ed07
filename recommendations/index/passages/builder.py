"""Building the index of passages: a query for each table."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from recommendations.index.columns import Column, multi_valued_column
from recommendations.index.folded_texts import FoldedTexts
from recommendations.index.passages.facets import FOOTNOTE, HEADING
from recommendations.index.passages.keys import StoredPassage, passage_key
from recommendations.index.passages.passage_index import PassageIndex
from recommendations.texts.folding import fold_text
from sessions.models import (
    Document,
    Footnote,
    LanguageVersion,
    Paragraph,
    ParagraphKind,
    Resource,
    Section,
)
from sessions.symbols import ordering_key

#: Rows that are fetched at a time.
BATCH = 2000
#: More passages than a document prints, headings and footnotes apart.
LONGEST_DOCUMENT = 1 << 32
#: What stands behind the text of a document, in lists.
BEHIND = {FOOTNOTE: 1, ParagraphKind.COVER.value: 2}


@dataclass(frozen=True)
class _Version:
    """A text of a public document, with the number of texts that stand before it."""

    rank: int
    language: str
    symbol: str
    year: int
    session: int | None


class _Passages:
    """The passages as they are read: a list for each property, which takes the least memory."""

    def __init__(self, held: Iterable[str]) -> None:
        #: The number of each text that is held: first those of the records.
        self.held = list(held)
        self.number_of = {text: number for number, text in enumerate(self.held)}
        #: Numbers that grow as the passages are to stand.
        self.orders, self.keys = array("Q"), array("Q")
        self.versions: list[_Version] = []
        self.kinds: list[str] = []
        self.texts = array("I")

    def add(self, order: int, key: int, version: _Version, kind: str, printed: str) -> None:
        """Add a passage; a text that is known already is not held a second time."""
        folded = fold_text(printed)
        self.orders.append(order)
        self.keys.append(key)
        self.versions.append(version)
        self.kinds.append(kind)
        number = self.number_of.setdefault(folded, len(self.held))
        if number == len(self.held):
            self.held.append(folded)
        self.texts.append(number)


def build_passage_index(record_texts: Mapping[str, FoldedTexts]) -> PassageIndex:
    """Return the index of the passages of public documents.

    A passage whose folded text a record has too shares it: it is in memory once.
    """
    read = _Passages(chain.from_iterable(record_texts.values()))
    of_records = len(read.held)
    _read_passages(read, _versions_by_key())
    order = sorted(range(len(read.keys)), key=read.orders.__getitem__)
    keys = array("Q", map(read.keys.__getitem__, order))
    versions = [read.versions[number] for number in order]
    kinds = zip(keys, map(read.kinds.__getitem__, order), strict=True)
    places = {key: place for place, key in enumerate(keys)}

    def column(value_of: Callable[[_Version], str]) -> Column:
        values = zip(keys, map(value_of, versions), strict=True)
        return multi_valued_column(((key, value) for key, value in values if value), places)

    return PassageIndex(
        keys,
        {
            "document": column(lambda version: version.symbol),
            "kind": multi_valued_column(chain(kinds, _read_resource_kinds()), places),
            "year": column(lambda version: str(version.year)),
            "language": column(lambda version: version.language),
            "session": column(lambda version: str(version.session or "")),
        },
        array("I", map(read.texts.__getitem__, order)),
        tuple(read.held[read.texts[number]] for number in order),
        FoldedTexts(read.held[of_records:]),
    )


def _versions_by_key() -> dict[int, _Version]:
    """Return the texts of public documents by primary key: the newest document first.

    The stage of the records that they print is another matter.
    """
    public = LanguageVersion.objects.filter(document__in=Document.objects.published())
    rows = public.values_list(
        "pk", "language", "document__symbol", "document__year", "document__session__number"
    )
    by_symbol = sorted(rows, key=lambda row: (ordering_key(row[2]), row[1]))
    newest_first = sorted(by_symbol, key=lambda row: -row[3])
    return {
        pk: _Version(rank, language, symbol, year, session)
        for rank, (pk, language, symbol, year, session) in enumerate(newest_first)
    }


def _read_passages(read: _Passages, versions: Mapping[int, _Version]) -> None:
    for model, pk, version, position, kind, printed in _rows():
        if of_document := versions.get(version):
            part = 3 * of_document.rank + BEHIND.get(kind, 0)
            order = part * LONGEST_DOCUMENT + position
            read.add(order, passage_key(model, pk), of_document, kind, printed)


def _rows() -> Iterator[tuple[type[StoredPassage], int, int, int, str, str]]:
    """Yield table, primary key, version, position, kind and printed text of every passage."""
    sections = Section.objects.order_by().only("version_id", "position", "label", "heading")
    for each in sections.iterator(BATCH):
        yield Section, each.pk, each.version_id, each.position, HEADING, each.printed_heading
    paragraphs = Paragraph.objects.order_by()
    for row in paragraphs.values_list("pk", "version", "position", "kind", "text").iterator(BATCH):
        yield Paragraph, *row
    footnotes = Footnote.objects.order_by()
    for pk, version, position, text in footnotes.values_list(
        "pk", "version", "position", "text"
    ).iterator(BATCH):
        yield Footnote, pk, version, position, FOOTNOTE, text


def _read_resource_kinds() -> Iterator[tuple[int, str]]:
    """Yield the keys of the passages that list resources, with the kind of each."""
    rows = Resource.objects.order_by("pk").values_list("paragraph", "kind")
    return ((passage_key(Paragraph, pk), kind) for pk, kind in rows)
