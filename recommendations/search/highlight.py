"""Marks laid over printed words: what was searched for, and the modal word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from recommendations.search.query import Query
from recommendations.texts.folding import Span, clusters, fold, fold_text

HIT = "<mark>{}</mark>"
MODAL = '<strong class="modal">{}</strong>'


@dataclass(frozen=True)
class Layer:
    """Parts of a text, and the element to put each of them into, as a format."""

    element: str
    spans: Sequence[Span]


def hits(query: Query | None, printed: str) -> list[Span]:
    """Where a text holds what is sought, from first to last, without overlap."""
    if query is None:
        return []
    text = fold_text(printed)
    terms = [term for term in query.sought if term.is_in(text)]
    if not terms:
        return []
    folded = fold(printed)
    return _merged(
        folded.printed(*match.span())
        for term in terms
        for match in term.pattern.finditer(folded.text)
    )


@dataclass(frozen=True)
class Snippet:
    """A part of a text that tells most of why it was found, with the hits in it marked."""

    html: SafeString
    #: Whether the text goes on before and after it.
    before: bool
    after: bool


def snippet(printed: str, query: Query | None, width: int) -> Snippet:
    """About ``width`` characters of a text around its densest hits; all of one that is shorter.

    Without a hit, its beginning.
    """
    spans = hits(query, printed)
    start, end = window(printed, spans, width)
    marked = _lay(printed, start, end, [Layer(HIT, spans)])
    return Snippet(SafeString(marked), start > 0, end < len(printed))


def window(printed: str, spans: Sequence[Span], width: int) -> Span:
    """The part of a text that holds most of the spans, which lie in its middle.

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
    """From the first to the last of the most spans that fit into a width."""
    best: tuple[int, Span] = 0, (0, 0)
    for number, (start, end) in enumerate(spans):
        near = [other for _start, other in spans[number:] if other - start <= width] or [end]
        if len(near) > best[0]:
            best = len(near), (start, near[-1])
    return best[1]


def first(words: str, printed: str) -> list[Span]:
    """Where a text first holds these words, exactly; nowhere if there are none."""
    start = printed.find(words) if words else -1
    return [(start, start + len(words))] if start >= 0 else []


def lay(printed: str, *layers: Layer) -> SafeString:
    """The text as HTML with the layers' elements in it; the first layer's are the outermost."""
    return SafeString(_lay(printed, 0, len(printed), layers))


def lay_lines(printed: str, *layers: Layer) -> list[SafeString]:
    """The same, each line of the text by itself."""
    lines = []
    start = 0
    for line in printed.split("\n"):
        lines.append(SafeString(_lay(printed, start, start + len(line), layers)))
        start += len(line) + 1
    return lines


def _lay(printed: str, start: int, end: int, layers: Sequence[Layer]) -> str:
    """Characters of a text are escaped here and nowhere else, each once."""
    used = [layer for layer in layers if layer.spans]
    if not used:
        return escape(printed[start:end])
    return "".join(_parts(printed, start, end, used))


def _parts(printed: str, start: int, end: int, layers: Sequence[Layer]) -> Iterator[str]:
    outermost, *inner = layers
    for span_start, span_end in _within(outermost.spans, start, end):
        yield _lay(printed, start, span_start, inner)
        yield outermost.element.format(_lay(printed, span_start, span_end, inner))
        start = span_end
    yield _lay(printed, start, end, inner)


def _within(spans: Iterable[Span], start: int, end: int) -> Iterator[Span]:
    """The parts of the spans that lie between two places."""
    for span_start, span_end in spans:
        if span_start < end and span_end > start:
            yield max(span_start, start), min(span_end, end)


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
