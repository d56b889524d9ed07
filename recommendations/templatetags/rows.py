"""A recommendation as a row of a page that shows several."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recommendations.citations.target import CITING, CitationTarget
from recommendations.exports.columns import Record
from recommendations.index.rows import entry
from recommendations.models import Recommendation
from recommendations.names.labels import Labels
from recommendations.pages.briefs import distribution_html
from recommendations.pages.browse.facet_html import write as write_panel
from recommendations.pages.browse.list_page import TableColumn
from recommendations.rendering.record_text import excerpt, passage
from recommendations.rendering.row import Writer
from recommendations.search.highlight import HIT, MarkLayer, apply_marks, match_spans
from recommendations.search.query import Query
from recommendations.selection.result_pages import PageGroup

register = template.Library()


@register.simple_tag(takes_context=True)
def row(
    context: Context,
    recommendation: Recommendation,
    group: str,
    *,
    said: Collection[str] | None = None,
    citing: CitationTarget | None = None,
) -> SafeString:
    """Code, place, words and facts of a record that was read ``for_list``.

    ``group`` keeps ids apart where a record stands in several. ``said`` is what the page has said
    already, as ``theme=protection`` and ``session=1``; by default every theme and meeting. Words
    that cite ``citing`` are marked.
    """
    writer = Writer(context["site"].names, group=group, said=said)
    text = recommendation.text_for(get_language())
    citations = MarkLayer(CITING, citing.citing_spans(text) if citing else ())
    return writer.row(entry(recommendation, get_language()), citations)


@register.simple_tag(takes_context=True)
def entries(context: Context, part: PageGroup, *, query: Query | None = None) -> SafeString:
    """The records of a part of a page of the list, one below the other; ``query`` is marked."""
    writer = Writer(context["site"].names, query=query, said=part.already_shown)
    return SafeString("".join(writer.row(each) for each in part.entries))


register.simple_tag(write_panel, name="panel")
register.simple_tag(distribution_html.distribution_row)
register.simple_tag(distribution_html.printing_document)


@register.inclusion_tag("browse/_table.html", takes_context=True)
def table(
    context: Context,
    part: PageGroup,
    columns: Collection[TableColumn],
    *,
    query: Query | None = None,
) -> dict[str, Any]:
    """The records of a part of a page as a table, code first; ``query`` is marked."""
    labels: Labels = context["site"].labels
    value = part.group.value
    return {
        "caption": (value.heading or value.label) if value else _("Recommendations"),
        "columns": columns,
        "lines": [_line(each, labels, query) for each in part.rows],
    }


def _line(recommendation: Recommendation, labels: Labels, query: Query | None) -> dict[str, Any]:
    """What a line of a table shows."""
    text = recommendation.text_for(get_language())
    section = Record(recommendation, get_language(), root="").section
    themes = (each.theme.slug for each in recommendation.chapters)
    provisions = dict.fromkeys(each.provision for each in text.cited_provisions)
    return {
        "recommendation": recommendation,
        "text": text,
        "passage": excerpt(text, query) if query else passage(text),
        "source": recommendation.source,
        "heading": section.printed if section else "",
        "themes": [(slug, _marked(labels.theme(slug), query)) for slug in themes],
        "topics": [
            (each.theme.slug, labels.theme(each.theme.slug)) for each in recommendation.subjects
        ],
        "provisions": [
            (provision.slug, _marked(labels.provision(provision), query))
            for provision in provisions
        ],
    }


def _marked(name: str, query: Query | None) -> SafeString:
    """A name with what was searched for marked, which tells why its record was found."""
    return apply_marks(name, MarkLayer(HIT, match_spans(query, name)))
