"""The fields that the JSON of one record has beyond the columns of a list."""

from __future__ import annotations

import re
from typing import Any

from recommendations.exports.columns import ExportedRecord, column_values
from recommendations.models import Citation, Recommendation, RecommendationText, Relation
from recommendations.names.labels import Labels
from recommendations.records.connections import related_records
from recommendations.records.source import source_passage
from recommendations.similarity import presentation
from sessions.models import EditorialNoteText
from smuggling_kb.languages import BY_CODE
from smuggling_kb.preference import choose_row

Field = dict[str, Any]

ITEM = re.compile(r"\((?P<letter>[a-z]+)\) (?P<text>.*)")


def record_fields(record: ExportedRecord) -> Field:
    """Return every field of one record, by name."""
    recommendation, language = record.recommendation, record.language
    labels = Labels(language)
    return {
        **column_values(record),
        "items": lettered_items(record.text.text),
        "texts": [language_fields(text) for text in texts_in_order(recommendation)],
        "occurrences": [
            {
                "document": occurrence.document.symbol,
                "anchor": occurrence.anchor,
                "relation": occurrence.relation,
            }
            for occurrence in recommendation.occurrences.all()
        ],
        "linked_articles": [link.provision.slug for link in recommendation.provision_links.all()],
        "citations": [citation_fields(found, labels) for found in record.text.citations_in_order],
        "relations": [
            {
                "type": related.type,
                "code": related.other.code,
                "origin": related.relation.origin,
                "confidence": related.relation.confidence,
                "note": relation_note(related.relation, language),
            }
            for related in related_records(recommendation, language)
        ],
        "similar": [
            {"code": code, "score": score}
            for code, score in presentation.similarity_scores(recommendation)
        ],
        "notes": [note_fields(text) for text in source_notes(record)],
    }


def texts_in_order(recommendation: Recommendation) -> list[RecommendationText]:
    """Return the texts of a record in the order of the language bar; reads ``texts``."""
    order = list(BY_CODE)
    return sorted(recommendation.shown_texts, key=lambda text: order.index(text.language))


def language_fields(text: RecommendationText) -> Field:
    """Return a text with its language and status; ``source_text`` is what it differs from."""
    mark = text.status_mark
    return {
        "language": text.language,
        "text_status": mark.status.codebook_value,
        "document": text.document_symbol or None,
        "chapeau": text.chapeau,
        "modal": text.modal,
        "text": text.text,
        "items": lettered_items(text.text),
        "source_text": mark.printed.words if mark.printed else None,
    }


def relation_note(relation: Relation, language: str) -> str:
    """Return an editor's note on a relation, for a reader of ``language``; reads ``notes``."""
    found = choose_row(relation.notes.all(), language)
    return found.text if found else ""


def lettered_items(text: str) -> list[Field]:
    """Return the lettered items among the lines of a text."""
    found = (ITEM.fullmatch(line) for line in text.splitlines())
    return [match.groupdict() for match in found if match]


def citation_fields(found: Citation, labels: Labels) -> Field:
    """Return a citation in words, and the address of what it cites, if that is held here."""
    if found.provision:
        label = labels.provision(found.provision, found.pinpoint)
    elif found.instrument:
        label = labels.instrument(found.instrument.slug)
    else:
        label = found.reference
    return {
        "kind": found.kind,
        "label": label,
        "target": target_address(found),
        "as_written": found.as_written,
    }


def target_address(found: Citation) -> str | None:
    """Return a provision's or an instrument's slug, ``document#anchor``, or a web address."""
    if found.provision:
        return found.provision.slug
    if found.document:
        return f"{found.document.symbol}#{found.anchor}" if found.anchor else found.document.symbol
    if found.resource:
        described = found.resource.paragraph
        return f"{described.version.document.symbol}#{described.anchor}"
    return found.instrument.slug if found.instrument else found.url or None


def source_notes(record: ExportedRecord) -> list[EditorialNoteText]:
    """Return the notes around the passage that it was read from, and on that document's symbol."""
    source = record.recommendation.source
    if source is None:
        return []
    place = source_passage(source, record.text, record.language)
    return [*place.notes, *place.symbol_notes]


def note_fields(text: EditorialNoteText) -> Field:
    """Return a note with its kind, its place and the words that it is on."""
    return {
        "kind": text.note.kind,
        "document": text.note.document.symbol,
        "anchor": text.note.anchor,
        "quote": text.note.quote,
        "language": text.language,
        "text": text.text,
    }
