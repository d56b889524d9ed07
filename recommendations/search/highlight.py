"""Highlighting: marks on printed words for what was searched for, and for the modal word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from recommendations.search.query import Query
from recommendations.texts.folding import Span, clusters, fold, fold_text

HIT = "<mark>{}</mark>"
MODAL = '<strong class="modal">{}</strong>'
CITING = "<u>{}</u>"


@dataclass(frozen=True)
class MarkLayer:
    """Spans of a text, and the element to put each of them into, as a format."""

    element: str
    spans: Sequence[Span]


def match_spans(query: Query | None, printed: str) -> list[Span]:
    """Return the spans of a text that match a query, in order and without overlap."""
    if query is None:
        return []
    text = fold_text(printed)
    terms = [term for term in query.positive_terms if term.occurs_in(text)]
    if not terms:
        return []
    folded = fold(printed)
    return merge_spans(
        folded.printed_span(*match.span())
        for term in terms
        for match in term.pattern.finditer(folded.text)
    )


@dataclass(frozen=True)
class Snippet:
    """An excerpt of a text with most of its matches, which are marked."""

    html: SafeString
    #: Whether the text goes on before and after it.
    before: bool
    after: bool


def snippet(printed: str, query: Query | None, width: int) -> Snippet:
    """Return about ``width`` characters around the densest matches; all of a shorter text.

    Without a hit, its beginning.
    """
    spans = match_spans(query, printed)
    start, end = densest_window(printed, spans, width)
    marked = apply_marks_between(printed, start, end, [MarkLayer(HIT, spans)])
    return Snippet(SafeString(marked), start > 0, end < len(printed))


def densest_window(printed: str, spans: Sequence[Span], width: int) -> Span:
    """Return the part of a text with most of the spans, which lie in its middle.

    It is about ``width`` characters long, and divides no character from the marks on it.
    """
    if len(printed) <= width:
        return 0, len(printed)
    first, last = _densest(spans, width)
    start = max(0, min((first + last - width) // 2, len(printed) - width))
    start, end = min(start, first), max(start + width, last)
    whole = [span for span in clusters(printed) if span[0] < end and span[1] > start]
    return whole[0][0], whole[-1][1]


def _densest(spans: Sequence[Span], width: int) -> Span:
    """Return from the first to the last of the most spans that fit into a width."""
    best: tuple[int, Span] = 0, (0, 0)
    for number, (start, end) in enumerate(spans):
        near = [other for _start, other in spans[number:] if other - start <= width] or [end]
        if len(near) > best[0]:
            best = len(near), (start, near[-1])
    return best[1]


def apply_marks(printed: str, *layers: MarkLayer) -> SafeString:
    """Return the text as HTML with the layers' elements; those of the first are outermost."""
    return SafeString(apply_marks_between(printed, 0, len(printed), layers))


def apply_marks_by_line(printed: str, *layers: MarkLayer) -> list[SafeString]:
    """Return the same for each line of the text."""
    lines = []
    start = 0
    for line in printed.split("\n"):
        lines.append(SafeString(apply_marks_between(printed, start, start + len(line), layers)))
        start += len(line) + 1
    return lines


def apply_marks_between(printed: str, start: int, end: int, layers: Sequence[MarkLayer]) -> str:
    """Return a part of a text as HTML; its characters are escaped here and nowhere else, once."""
    used = [layer for layer in layers if layer.spans]
    if not used:
        return escape(printed[start:end])
    return "".join(_marked_parts(printed, start, end, used))


def _marked_parts(printed: str, start: int, end: int, layers: Sequence[MarkLayer]) -> Iterator[str]:
    outermost, *inner = layers
    for span_start, span_end in _clip_spans(outermost.spans, start, end):
        yield apply_marks_between(printed, start, span_start, inner)
        yield outermost.element.format(apply_marks_between(printed, span_start, span_end, inner))
        start = span_end
    yield apply_marks_between(printed, start, end, inner)


def _clip_spans(spans: Iterable[Span], start: int, end: int) -> Iterator[Span]:
    """Yield the parts of the spans that lie between two places."""
    for span_start, span_end in spans:
        if span_start < end and span_end > start:
            yield max(span_start, start), min(span_end, end)


def merge_spans(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that overlap or touch as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
