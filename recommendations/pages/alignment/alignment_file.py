"""The alignment as a table: a row for each record and language."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import override

from recommendations.index import bitmaps
from recommendations.pages.alignment.alignment_filter import AlignmentFilter
from recommendations.pages.alignment.text_alignment import (
    AlignedText,
    text_alignment,
    text_reasons,
)
from smuggling_kb.spreadsheets import Sheet, Value

HEADER = [
    *("code", "language", "text_status", "compared_with", "differences", "details"),
    "reasons",
]


def alignment_sheet(filters: AlignmentFilter, language: str) -> Sheet:
    """Return the texts asked for, with their differences in words of a language."""
    return Sheet("alignment", HEADER, _rows(filters, language))


def _rows(filters: AlignmentFilter, language: str) -> Iterator[list[Value]]:
    index = filters.index
    alignment = text_alignment(index)
    for place in bitmaps.places(filters.bitmap(alignment)):
        # The language that is active may be another once the response has begun.
        with override(language):
            rows = [_row(index.code(place), text) for text in filters.texts(alignment, place)]
        yield from rows


def _row(code: str, text: AlignedText) -> list[Value]:
    kinds = [str(kind) for kind in text.kinds]
    details = [each.words for each in text.differences]
    reasons = text_reasons(code, text)
    return [code, text.language, str(text.status), text.original, kinds, details, reasons]
