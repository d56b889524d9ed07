"""A recommendation in the vocabulary of schema.org, for search engines and libraries."""

from __future__ import annotations

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from recommendations.exports.reference import author
from recommendations.models import Recommendation, RecommendationText
from recommendations.names.labels import Labels, record_name
from recommendations.records.source import SourcePassage
from recommendations.rendering.environment import render_macro
from sessions import symbols
from smuggling_kb.languages import BY_CODE

LinkedData = dict[str, Any]

#: Written so that nothing in the data can end the element, or begin another.
ESCAPES = {character: f"\\u{ord(character):04X}" for character in "<>&\u2028\u2029"}


def html_safe_json(data: LinkedData) -> SafeString:
    """Return data as JSON that is harmless in an element ``script``."""
    text = json.dumps(data, ensure_ascii=False)
    for character, escape in ESCAPES.items():
        text = text.replace(character, escape)
    return mark_safe(text)  # noqa: S308


def linked_data(
    recommendation: Recommendation,
    text: RecommendationText,
    original: RecommendationText,
    place: SourcePassage | None,
    labels: Labels,
    address: str,
    title: str,
) -> LinkedData:
    """Return the known facts, without unknown dates; address and title are those to cite.

    ``text`` is the one that is shown: the original, or a translation of it.
    """
    session = recommendation.session
    known = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "@id": address,
        "url": address,
        "identifier": recommendation.code,
        "name": record_name(recommendation.code, recommendation.status),
        "headline": title,
        "creativeWorkStatus": recommendation.get_status_display(),
        "inLanguage": BY_CODE[text.language].tag,
        "text": text.wording.words,
        "disambiguatingDescription": _status(text),
        "translationOfWork": _original(original) if text != original else None,
        "author": _organization(author(recommendation.status)),
        "copyrightHolder": _organization(_("United Nations")),
        "about": [
            labels.theme(assignment.theme.slug)
            for assignment in recommendation.theme_assignments.all()
        ],
        "dateCreated": session.end.isoformat() if session and session.end else None,
        "datePublished": _publication_date(place),
        "isPartOf": _document(place, original) if place else None,
    }
    return {name: value for name, value in known.items() if value}


def _original(text: RecommendationText) -> LinkedData:
    return {
        "@type": "CreativeWork",
        "inLanguage": BY_CODE[text.language].tag,
        "text": text.wording.words,
        "disambiguatingDescription": str(
            render_macro("status_words", text.status_mark, text.language)
        ),
    }


def _status(text: RecommendationText) -> str | None:
    """Return that the text is not official word for word, and what its source passage reads."""
    mark = text.status_mark
    if mark.is_plain:
        return None
    words = str(render_macro("status_words", mark, text.language))
    if mark.printed is None:
        return words
    printed = _("The source passage reads: %(words)s") % {"words": mark.printed.words}
    return f"{words}. {printed}"


def _publication_date(place: SourcePassage | None) -> str | None:
    """Return the date of distribution of the document that prints it."""
    issued = place.document.issued if place else None
    return issued.isoformat() if issued else None


def _document(place: SourcePassage, text: RecommendationText) -> LinkedData:
    document: LinkedData = {
        "@type": "Report",
        "identifier": place.document.symbol,
        "url": symbols.un_address(place.document.symbol, text.language),
        "publisher": _organization(_("United Nations")),
    }
    return {**document, "name": place.title.title} if place.title else document


def _organization(name: str) -> LinkedData:
    return {"@type": "Organization", "name": name}
