"""The public contents of recommendations, which digests are made of: all that their JSON has.

Of what depends on the reader's language, all languages are in it; names of the interface, which
are no data, are not. Rows come as tuples, as many thousands are read at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from recommendations.models import (
    OFFICIAL_MARK,
    ArchiveNote,
    Citation,
    Occurrence,
    OccurrenceRelation,
    ProvisionLink,
    ProvisionLinkReason,
    Recommendation,
    RecommendationAddressee,
    RecommendationText,
    Relation,
    RelationNote,
    RelationType,
    ThemeAssignment,
    ThemeAssignmentReason,
)
from recommendations.records.connections import REVERSE_TYPES
from sessions.models import EditorialNote, EditorialNoteText, NoteKind, Paragraph, Section
from sessions.notes import WHOLE_DOCUMENT, anchors_around, headings_above
from smuggling_kb.database.key_sets import key_set

Content = dict[str, Any]
#: Rows of a part by the key of what they belong to.
Rows = dict[Any, list[tuple[Any, ...]]]

#: Records that are read at a time.
BATCH = 1000
#: The sections above a section: documents have headings of four levels.
ABOVE = "__parent" * 3


def record_contents(codes: Iterable[str]) -> Iterable[tuple[str, Content]]:
    """Yield the code and the content of each record that has an address the public may cite."""
    remaining = iter(codes)
    while batch := list(islice(remaining, BATCH)):
        yield from _published(batch)
        yield from _archived(batch)


def _published(codes: Collection[str]) -> Iterable[tuple[str, Content]]:
    names = ("code", "status", "strength", "strength_origin", "strength_reason")
    session = ("session__number", "session__start", "session__end")
    records = Recommendation.objects.published().filter(code__in=codes).order_by()
    rows = list(records.values_list("pk", "number", "letter", *names, *session))
    parts = _Parts([row[0] for row in rows])
    for pk, number, letter, *values in rows:
        own = dict(zip((*names, "session", "session_start", "session_end"), values, strict=True))
        yield own["code"], own | {"paragraph": number, "item": letter} | parts.content(pk)


def _archived(codes: Collection[str]) -> Iterable[tuple[str, Content]]:
    """Yield what the address of a withdrawn record says."""
    records = Recommendation.objects.archived().filter(code__in=codes).order_by()
    rows = list(records.values_list("pk", "code", "status", "successor__code"))
    pks = key_set([row[0] for row in rows])
    notes = _read_rows(ArchiveNote.objects.filter(recommendation__in=pks), "language", "text")
    places = _read_rows(
        Occurrence.objects.published().filter(recommendation__in=pks),
        *("document__symbol", "anchor", "relation"),
    )
    for pk, code, status, successor in rows:
        yield (
            code,
            {
                "archived": dict(notes[pk]),
                "status": status,
                "successor": successor,
                "occurrences": _in_order(places[pk]),
            },
        )


def _read_rows(rows: QuerySet[Any, Any], *fields: str, of: str = "recommendation") -> Rows:
    """Return the rows of a part by the keys at the end of the path ``of``; one query."""
    found: Rows = defaultdict(list)
    for key, *values in rows.order_by().values_list(of, *fields):
        found[key].append(tuple(values))
    return found


def _in_order(parts: Iterable[Any]) -> list[Any]:
    """Return parts in an order that is theirs, not that in which they were written."""
    return sorted(parts, key=repr)


class _Parts:
    """The parts of some published records; a fixed number of queries."""

    def __init__(self, pks: Sequence[int]) -> None:
        keys = key_set(pks)
        own: Any = {"recommendation__in": keys}
        texts = RecommendationText.objects.without_drafts().filter(**own)
        self.texts = _read_rows(
            texts,
            *("pk", "language", "document_symbol", "chapeau", "text", "modal", "source"),
            *("source__section__label", "source__section__heading"),
            *("source__parent__section__label", "source__parent__section__heading"),
        )
        #: The texts that are not simply official, by primary key.
        self.marks = {text.pk: text.mark for text in texts.marked()}
        self.citations = _read_rows(
            Citation.objects.in_records().filter(text__recommendation__in=keys),
            *("start", "kind", "as_written", "reference", "pinpoint", "unresolved"),
            *("provision__slug", "instrument__slug", "document__symbol", "anchor"),
            *("resource__paragraph__version__document__symbol", "resource__paragraph__anchor"),
            *("resource__title", "url", "symbol"),
            of="text",
        )
        self.addressees = _read_rows(
            RecommendationAddressee.objects.filter(**own), "addressee", "origin", "reason"
        )
        self.themes = _read_rows(
            ThemeAssignment.objects.filter(**own), "pk", "theme__slug", "theme__scheme", "origin"
        )
        self.theme_reasons = _read_rows(
            ThemeAssignmentReason.objects.filter(assignment__recommendation__in=keys),
            *("language", "text"),
            of="assignment",
        )
        self.occurrences = _read_rows(
            Occurrence.objects.published().filter(**own),
            *("relation", "document__symbol", "document__symbol_origin", "anchor", "document"),
        )
        self.links = _read_rows(ProvisionLink.objects.filter(**own), "pk", "provision__slug")
        self.link_reasons = _read_rows(
            ProvisionLinkReason.objects.filter(link__recommendation__in=keys),
            *("language", "text"),
            of="link",
        )
        values = ("pk", "type", "origin", "confidence")
        self.relations = _read_rows(
            Relation.objects.filter(**own).to_published(), *values, "target__code"
        )
        self.reverse_relations = _read_rows(
            Relation.objects.filter(target__in=keys).from_published(),
            *(*values, "recommendation__code"),
            of="target",
        )
        relations = [row[0] for ends in self._ends for rows in ends.values() for row in rows]
        self.relation_notes = _read_rows(
            RelationNote.objects.filter(relation__in=key_set(relations)),
            "language",
            "text",
            of="relation",
        )
        self.notes = _Notes(self)

    @property
    def _ends(self) -> tuple[Rows, Rows]:
        return self.relations, self.reverse_relations

    def content(self, pk: int) -> Content:
        """Return what is public of a record beside its own fields."""
        places = [row[:4] for row in self.occurrences[pk]]
        source = next((row for row in places if row[0] == OccurrenceRelation.SOURCE), None)
        return {
            "document": source[1] if source else "",
            "symbol_status": source[2] if source else "",
            "occurrences": _in_order(
                (symbol, anchor, relation) for relation, symbol, _status, anchor in places
            ),
            "texts": _in_order(self._text(*row) for row in self.texts[pk]),
            "themes": _in_order(
                (scheme, slug, origin, dict(self.theme_reasons[key]))
                for key, slug, scheme, origin in self.themes[pk]
            ),
            "addressees": _in_order(self.addressees[pk]),
            "linked_articles": _in_order(
                (slug, dict(self.link_reasons[key])) for key, slug in self.links[pk]
            ),
            "relations": _in_order(
                [
                    *(self._relation(*row) for row in self.relations[pk]),
                    *(
                        self._relation(key, REVERSE_TYPES[RelationType(type_)], *rest)
                        for key, type_, *rest in self.reverse_relations[pk]
                    ),
                ]
            ),
            "notes": _in_order(self.notes.content(pk)),
        }

    def _status(self, pk: int) -> Content:
        """Return the status of a text, compared with its passage."""
        mark = self.marks.get(pk, OFFICIAL_MARK)
        status: Content = {"text_status": mark.status.codebook_value}
        if mark.printed:
            status["source_text"] = mark.printed.words
        return status

    def _text(
        self, pk: int, language: str, symbol: str, chapeau: str, text: str, modal: str, *place: Any
    ) -> Content:
        _source, *headings = place
        own, parents = headings[:2], headings[2:]
        return {
            "language": language,
            **({"document_symbol": symbol} if symbol else {}),
            **self._status(pk),
            "chapeau": chapeau,
            "text": text,
            "modal": modal,
            "heading": _printed_heading(*(own if own[1] is not None else parents)),
            "citations": _in_order(self.citations[pk]),
        }

    def _relation(self, pk: int, type_: str, origin: str, confidence: str, other: str) -> Content:
        return {
            "type": type_,
            "code": other,
            "origin": origin,
            "confidence": confidence,
            "notes": dict(self.relation_notes[pk]),
        }


@lru_cache(maxsize=1024)
def _printed_heading(label: str | None, heading: str | None) -> str:
    return "" if heading is None else Section(label=label or "", heading=heading).printed_heading


class _Notes:
    """The editorial notes around the passages that records were read from; few documents have."""

    def __init__(self, parts: _Parts) -> None:
        self.sources = {
            pk: (row[4], row[3])
            for pk, rows in parts.occurrences.items()
            for row in rows
            if row[0] == OccurrenceRelation.SOURCE
        }
        documents = {document for document, _anchor in self.sources.values()}
        self.notes = _read_rows(
            EditorialNote.objects.filter(document__in=documents),
            *("pk", "kind", "anchor", "quote"),
            of="document",
        )
        self.wordings = _read_rows(
            EditorialNoteText.objects.filter(note__document__in=self.notes),
            *("language", "text"),
            of="note",
        )
        self.passages = {
            pk: [text[6] for text in parts.texts[pk] if text[6]]
            for pk, (document, _anchor) in self.sources.items()
            if document in self.notes
        }
        wanted = {key for keys in self.passages.values() for key in keys}
        self.paragraphs = _paragraphs(wanted) if wanted else {}

    def content(self, pk: int) -> list[tuple[Any, ...]]:
        """Return the notes on a record's passage, on what is around it, and on the symbol."""
        if pk not in self.passages:
            return []
        document, anchor = self.sources[pk]
        passages = [self.paragraphs[key] for key in self.passages[pk]]
        around: set[str] = set()
        for passage in passages:
            around.update(anchors_around(passage, headings_above(passage)))
        return [
            (kind, place, quote, dict(self.wordings[key]))
            for key, kind, place, quote in self.notes[document]
            if (place in (around or {anchor}))
            or (place == WHOLE_DOCUMENT and kind == NoteKind.SYMBOL)
        ]


def _paragraphs(keys: Collection[int]) -> dict[int, Paragraph]:
    """Return passages with all that stands above and below them."""
    joined = Paragraph.objects.select_related(f"section{ABOVE}", f"parent__section{ABOVE}")
    return joined.prefetch_related("items").in_bulk(list(keys))
