"""Building the index of passages: a query for each table."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from recommendations.index.bitmaps import Bitmap
from recommendations.index.columns import Column, multi_valued_column
from recommendations.index.folded_texts import FoldedTexts
from recommendations.index.passages.facets import FOOTNOTE, HEADING
from recommendations.index.passages.keys import StoredPassage, passage_key
from recommendations.index.passages.passage_index import PassageIndex
from recommendations.models import Occurrence
from recommendations.texts.folding import fold_text
from sessions.models import Footnote, LanguageVersion, Paragraph, ParagraphKind, Resource, Section
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


class _Passage(NamedTuple):
    """A passage; ``order`` is a number that grows as the passages are read."""

    order: int
    key: int
    symbol: str
    language: str
    kind: str
    folded: str


def build_passage_index(record_texts: Mapping[str, FoldedTexts]) -> PassageIndex:
    """Return the index of the passages of public documents.

    A passage whose folded text a record has too shares it: it is in memory once.
    """
    versions = _public_versions()
    known = {text: text for texts in record_texts.values() for text in texts}
    passages = sorted(_read_passages(versions, known))
    keys = array("Q", (each.key for each in passages))
    places = {key: place for place, key in enumerate(keys)}
    documents = multi_valued_column(((each.key, each.symbol) for each in passages), places)
    kinds = chain(((each.key, each.kind) for each in passages), _read_resource_kinds())
    by_symbol = {version.symbol: version for version in versions.values()}
    return PassageIndex(
        keys,
        {
            "document": documents,
            "kind": multi_valued_column(kinds, places),
            "year": _derive_column(documents, lambda symbol: str(by_symbol[symbol].year)),
            "language": multi_valued_column(
                ((each.key, each.language) for each in passages), places
            ),
            "session": _derive_column(
                documents, lambda symbol: str(by_symbol[symbol].session or "")
            ),
        },
        FoldedTexts(each.folded for each in passages),
    )


def _public_versions() -> dict[int, _Version]:
    """Return the texts of public documents by primary key: the newest document first."""
    hidden = Occurrence.objects.in_unpublished_documents().order_by().values("document")
    rows = LanguageVersion.objects.exclude(document__in=hidden).values_list(
        "pk", "language", "document__symbol", "document__year", "document__session__number"
    )
    by_symbol = sorted(rows, key=lambda row: (ordering_key(row[2]), row[1]))
    newest_first = sorted(by_symbol, key=lambda row: -row[3])
    return {
        pk: _Version(rank, language, symbol, year, session)
        for rank, (pk, language, symbol, year, session) in enumerate(newest_first)
    }


def _read_passages(
    versions: Mapping[int, _Version], known: Mapping[str, str]
) -> Iterator[_Passage]:
    for model, pk, version, position, kind, printed in _rows():
        if of_document := versions.get(version):
            part = 3 * of_document.rank + BEHIND.get(kind, 0)
            order = part * LONGEST_DOCUMENT + position
            folded = fold_text(printed)
            yield _Passage(
                order,
                passage_key(model, pk),
                of_document.symbol,
                of_document.language,
                kind,
                known.get(folded, folded),
            )


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


def _derive_column(column: Column, value_of: Callable[[str], str]) -> Column:
    """Return the column of a property that follows from the one value of another column."""
    bitmaps: dict[str, Bitmap] = {}
    for value, bitmap in column.bitmaps.items():
        if derived := value_of(value):
            bitmaps[derived] = bitmaps.get(derived, 0) | bitmap
    combinations = [tuple(filter(None, map(value_of, each))) for each in column.combinations]
    return Column(combinations, column.numbers, bitmaps)
