"""A passage of a document as HTML: every character as stored, with links and marks in place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from recommendations.citations.links import citation_address
from recommendations.citations.target import citation_span
from recommendations.models import Citation
from recommendations.search.highlight import MODAL, MarkLayer, apply_marks
from recommendations.texts.folding import Span
from sessions.models import Footnote


def render_passage(
    printed: str,
    citations: Iterable[Citation],
    footnotes: Iterable[Footnote] = (),
    modal: Sequence[Span] = (),
) -> SafeString:
    """Return the text with citations linked, modal words marked, and a link at each footnote mark.

    A link that a mark stands in goes on behind the mark.
    """
    layers = [*_links(citations), MarkLayer(MODAL, modal)]
    marks = sorted(footnotes, key=lambda footnote: (footnote.offset, footnote.position))
    ends = [0, *(footnote.offset for footnote in marks), len(printed)]
    parts = [
        apply_marks(printed[start:end], *_shifted_layers(start, layers))
        for start, end in pairwise(ends)
    ]
    set_marks = [*map(_mark, marks), ""]
    return format_html_join("", "{}{}", zip(parts, set_marks, strict=True))


def _links(citations: Iterable[Citation]) -> list[MarkLayer]:
    """Return a link for each that leads somewhere; of two that overlap, the first alone."""
    layers: list[MarkLayer] = []
    end = 0
    for citation in sorted(citations, key=lambda citation: citation.start):
        address = citation_address(citation)
        start, last = citation_span(citation)
        if address and start >= end:
            layers.append(MarkLayer(_link(address), [(start, last)]))
            end = last
    return layers


def _link(address: str) -> SafeString:
    """Return the element as a format for the words; ``rel`` tells links to other websites."""
    rel = "" if address.startswith("/") else mark_safe(' rel="external"')
    return format_html('<a href="{}"{}>{{}}</a>', address, rel)


def _shifted_layers(start: int, layers: Iterable[MarkLayer]) -> list[MarkLayer]:
    """Return the layers for the part of the text that begins at ``start``."""
    return [
        MarkLayer(layer.element, [(first - start, last - start) for first, last in layer.spans])
        for layer in layers
    ]


def _mark(footnote: Footnote) -> SafeString:
    return format_html(
        '<sup><a id="ref-{}" href="#{}" aria-label="{}">{}</a></sup>',
        footnote.anchor,
        footnote.anchor,
        _("Footnote %(mark)s") % {"mark": footnote.mark},
        footnote.mark,
    )
