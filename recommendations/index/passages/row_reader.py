"""Rows of passages in the index: a query for each table, for the titles and for the records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from recommendations.index.passages.keys import StoredPassage, passage_row
from recommendations.index.passages.passage_index import PassageIndex
from recommendations.index.passages.rows import PassageRow
from recommendations.models import Occurrence, OccurrenceRelation
from sessions.models import DocumentTitle, Footnote, Paragraph, PassageCorrection, Section
from sessions.passage_languages import printed_language

#: What is read with the rows of each table.
RELATED: dict[type[StoredPassage], tuple[str, ...]] = {
    Section: ("version__document", "parent"),
    Paragraph: ("version__document", "section", "correction"),
    Footnote: ("version__document", "paragraph__section"),
}


def read_passage_rows(
    passages: PassageIndex, places: Sequence[int], reader: str
) -> list[PassageRow]:
    """Return the passages at these places, for a reader of one language; five queries.

    A passage that went since the index was built is left out.
    """
    keys = [passages.keys[place] for place in places]
    stored = dict(_read_passages(keys))
    documents = {each.version.document for each in stored.values()}
    titles = DocumentTitle.objects.filter(document__in=documents).title_by_document(reader)
    records = _read_records(stored.values())
    return [
        _row(stored[key], passages.columns["kind"].values_at(place), titles, records)
        for key, place in zip(keys, places, strict=True)
        if key in stored
    ]


def _read_passages(keys: Iterable[int]) -> Iterator[tuple[int, StoredPassage]]:
    by_table: dict[type[StoredPassage], dict[int, int]] = {table: {} for table in RELATED}
    for key in keys:
        table, pk = passage_row(key)
        by_table[table][pk] = key
    for table, key_by_pk in by_table.items():
        rows = table.objects.select_related(*RELATED[table]).in_bulk(list(key_by_pk))
        yield from ((key_by_pk[pk], row) for pk, row in rows.items())


def _read_records(passages: Iterable[StoredPassage]) -> dict[tuple[int, str], tuple[str, str]]:
    """Return relation and code of the published record that each place prints."""
    places = {(each.version.document_id, each.anchor) for each in passages}
    printed = Occurrence.objects.of_published().filter(
        document__in={document for document, _anchor in places},
        anchor__in={anchor for _document, anchor in places},
    )
    rows = printed.order_by().values_list("document", "anchor", "relation", "recommendation__code")
    return {(document, anchor): (relation, code) for document, anchor, relation, code in rows}


def _row(
    passage: StoredPassage,
    kinds: tuple[str, ...],
    titles: dict[int, DocumentTitle],
    records: dict[tuple[int, str], tuple[str, str]],
) -> PassageRow:
    document, language = passage.version.document, passage.version.language
    title = titles.get(document.pk)
    relation, code = records.get((document.pk, passage.anchor), ("", ""))
    text = passage.printed_heading if isinstance(passage, Section) else passage.text
    section = _section_above(passage)
    heading = section.printed_heading if section else ""
    return PassageRow(
        document=document.symbol,
        title=title.title if title else "",
        title_language=title.language if title else language,
        has_translated_title=title is not None and title.is_translation,
        kinds=kinds,
        anchor=passage.anchor,
        heading=heading,
        heading_language=printed_language(heading, language),
        language=printed_language(text, language),
        text=text,
        source_of=code if relation == OccurrenceRelation.SOURCE else "",
        restates=code if relation == OccurrenceRelation.RESTATEMENT else "",
        text_read=_text_read(passage),
    )


def _text_read(passage: StoredPassage) -> str:
    """Return what the file says of a corrected passage; nothing of others."""
    correction = getattr(passage, "correction", None)
    return correction.text_read if isinstance(correction, PassageCorrection) else ""


def _section_above(passage: StoredPassage) -> Section | None:
    """Return the section that a passage stands in; of a heading, the one above it."""
    if isinstance(passage, Section):
        return passage.parent
    return passage.section if isinstance(passage, Paragraph) else passage.paragraph.section
