"""Recommendations on a page that shows several: as rows, as a table, as numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from recommendations.citations.target import CitationTarget
from recommendations.index.by_session import AdoptedRows, adopted_rows
from recommendations.index.rows import RecommendationRow
from recommendations.models import Provenance, RecommendationText
from recommendations.names.strength_badge import strength_badge
from recommendations.pages.briefs.distribution import ValueCount
from recommendations.pages.briefs.documents import PrintingDocument
from recommendations.pages.browse.facet_panels import FacetPanel, render_panels
from recommendations.rendering.environment import render, render_macro
from recommendations.rendering.rows import RowRenderer
from recommendations.search.query import Query
from sessions.models import WorkingGroupSession

register = template.Library()

#: The most records that the page of a meeting shows; the list has them all.
SHOWN = 200


@register.simple_tag(takes_context=True)
def rows(
    context: Context,
    rows: Sequence[RecommendationRow],
    group: str = "r",
    *,
    already_shown: Collection[str] | None = None,
    query: Query | None = None,
    citing: CitationTarget | None = None,
) -> SafeString:
    """Render rows one below the other, with what a query sought and what cites a treaty marked.

    ``group`` keeps ids apart where a record stands in several rows. ``already_shown`` is what the
    page says of all of them, as ``theme=protection``; by default every theme and session.
    """
    renderer = RowRenderer(
        context["site"].names, group=group, query=query, already_shown=already_shown
    )
    return renderer.render_rows(rows, citing.citing_layers(rows) if citing else None)


@register.simple_tag(takes_context=True, name="row")
def single_row(context: Context, row: RecommendationRow, group: str) -> SafeString:
    """Render a single row."""
    return rows(context, [row], group)


@register.simple_tag(name="session_rows")
def adopted_session_rows(session: WorkingGroupSession) -> AdoptedRows:
    """Return what a meeting adopted."""
    return adopted_rows(session, SHOWN)


@register.simple_tag(name="strength_badge")
def render_strength_badge(
    strength: str, text: RecommendationText | None = None, origin: str = ""
) -> SafeString:
    """Render the badge of a strength, with the modal word of a text that has it."""
    is_printed = origin == Provenance.DOCUMENT
    modal, language = (text.modal, text.language) if text else ("", "")
    badge = strength_badge(strength, modal, language, get_language(), is_printed=is_printed)
    return render_macro("strength_badge", *badge)


@register.simple_tag
def facets(panels: Iterable[FacetPanel]) -> SafeString:
    """Render facets to choose values of."""
    return render_panels(panels)


@register.simple_tag
def distribution_rows(values: Iterable[ValueCount]) -> SafeString:
    """Render the rows of a table that tells how many records have each value."""
    return render("distribution.html", values=values)


@register.simple_tag
def printing_documents(documents: Iterable[PrintingDocument]) -> SafeString:
    """Render documents with the numbers of the records that they print."""
    return render("printing_documents.html", documents=documents)
