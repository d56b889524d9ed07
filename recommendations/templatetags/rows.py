"""A recommendation as a row of a page that shows several."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recommendations import cited, relating, texts
from recommendations.citable import CITING, Citable
from recommendations.exports.columns import Record
from recommendations.facets import UNKNOWN
from recommendations.grouping import Part
from recommendations.labels import Labels, session_name_and_year
from recommendations.listing import Column
from recommendations.models import Recommendation, RecommendationText, Status
from recommendations.passages import passage
from recommendations.search.highlight import HIT, Layer, hits, lay
from recommendations.search.query import Query

register = template.Library()


@register.inclusion_tag("recommendations/_row.html", takes_context=True)
def row(
    context: Context,
    recommendation: Recommendation,
    group: str,
    *,
    query: Query | None = None,
    said: Collection[str] | None = None,
    citing: Citable | None = None,
) -> dict[str, Any]:
    """Code, place, words and facts of a record that was read ``for_list``.

    ``group`` keeps ids apart where a record stands in several. ``query`` is marked. ``said`` is
    what the page has said already, as ``theme=protection`` and ``session=1``; by default every
    theme and meeting. Words that cite ``citing`` are marked.
    """
    labels: Labels = context["site"].labels
    return {"group": group, **_line(recommendation, labels, query, said, citing)}


@register.inclusion_tag("recommendations/_table.html", takes_context=True)
def table(
    context: Context, part: Part, columns: Collection[Column], *, query: Query | None = None
) -> dict[str, Any]:
    """The records of a part of a page as a table, code first; ``query`` is marked."""
    labels: Labels = context["site"].labels
    value = part.group.value
    return {
        "caption": (value.heading or value.label) if value else _("Recommendations"),
        "columns": columns,
        "lines": [_line(each, labels, query, ()) for each in part.rows],
    }


def _line(
    recommendation: Recommendation,
    labels: Labels,
    query: Query | None,
    said: Collection[str] | None,
    citing: Citable | None = None,
) -> dict[str, Any]:
    """What a row or a line of a table shows."""
    text = texts.preferred(recommendation, get_language())
    section = Record(recommendation, get_language(), root="").section
    return {
        "recommendation": recommendation,
        "text": text,
        "passage": passage(text, query, Layer(CITING, citing.spans(text) if citing else ())),
        "source": relating.source(recommendation),
        "restated": relating.restated(recommendation),
        "heading": section.printed if section else "",
        "meeting": _meeting(recommendation, said),
        "themes": _themes(recommendation, labels, query, said),
        "topics": [
            (each.theme.slug, labels.theme(each.theme.slug)) for each in recommendation.subjects
        ],
        "provisions": _provisions(text, labels, query, said),
    }


Named = list[tuple[str, SafeString]]


def _meeting(recommendation: Recommendation, said: Collection[str] | None) -> str:
    """The meeting that adopted it, if that is not said; nothing of one that none did."""
    session = recommendation.session
    value = session.number if session else UNKNOWN
    if said is None or f"session={value}" in said or recommendation.status != Status.ADOPTED:
        return ""
    return session_name_and_year(session) if session else _("Session not named")


def _themes(
    recommendation: Recommendation,
    labels: Labels,
    query: Query | None,
    said: Collection[str] | None,
) -> Named:
    """Slugs and names of the themes that are not said."""
    slugs = [assignment.theme.slug for assignment in recommendation.chapters]
    return [
        (slug, _marked(labels.theme(slug), query))
        for slug in slugs
        if said is not None and f"theme={slug}" not in said
    ]


def _provisions(
    text: RecommendationText, labels: Labels, query: Query | None, said: Collection[str] | None
) -> Named:
    """Slugs and names of the provisions cited that are not said, each once."""
    provisions = dict.fromkeys(each.provision for each in cited.provisions(text))
    return [
        (provision.slug, _marked(labels.provision(provision), query))
        for provision in provisions
        if f"article={provision.slug}" not in (said or ())
    ]


def _marked(name: str, query: Query | None) -> SafeString:
    """A name with what was searched for marked, which tells why its record was found."""
    return lay(name, Layer(HIT, hits(query, name)))
