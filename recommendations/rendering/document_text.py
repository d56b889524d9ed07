"""A passage of a document as HTML: every character as stored, with links and marks in place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from django.utils.safestring import SafeString

from recommendations.citations.links import citation_address
from recommendations.citations.target import citation_span
from recommendations.models import Citation
from recommendations.rendering.environment import translate as _
from recommendations.search.highlight import MODAL, MarkLayer, apply_marks_between
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
    parts: list[str] = []
    start = 0
    for footnote in sorted(footnotes, key=lambda footnote: (footnote.offset, footnote.position)):
        parts += apply_marks_between(printed, start, footnote.offset, layers), _mark(footnote)
        start = footnote.offset
    parts.append(apply_marks_between(printed, start, len(printed), layers))
    return SafeString("".join(parts))


def _links(citations: Iterable[Citation]) -> list[MarkLayer]:
    """Return a link for each that leads somewhere; of two that overlap, the first alone."""
    layers: list[MarkLayer] = []
    end = 0
    for citation in sorted(citations, key=citation_span):
        address = citation_address(citation)
        start, last = citation_span(citation)
        if address and start >= end:
            layers.append(MarkLayer(_link(address), [(start, last)]))
            end = last
    return layers


def _link(address: str) -> str:
    """Return the element as a format for the words; ``rel`` tells links to other websites."""
    rel = "" if address.startswith("/") else ' rel="external"'
    href = escape(address).replace("{", "{{").replace("}", "}}")
    return f'<a href="{href}"{rel}>{{}}</a>'


def _mark(footnote: Footnote) -> str:
    anchor = escape(footnote.anchor)
    label = escape(_("Footnote %(mark)s") % {"mark": footnote.mark})
    return (
        f'<sup><a id="ref-{anchor}" href="#{anchor}" aria-label="{label}">'
        f"{escape(footnote.mark)}</a></sup>"
    )
