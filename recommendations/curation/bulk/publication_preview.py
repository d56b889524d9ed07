"""Previews of recommendations that wait to be published: their words beside their passages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recommendations.curation.bulk.change import PlannedChange
from recommendations.curation.bulk.sessions import format_session
from recommendations.curation.open_points import open_points
from recommendations.models import AdoptionStatus, Recommendation, RecommendationText
from recommendations.names.themes import theme_name
from recommendations.rendering.diff import mark_changes
from sessions.models import Document
from sessions.places import place_label
from smuggling_kb.enumerations import comma_list


@dataclass(frozen=True)
class TextPreview:
    """A text beside its source passage; ``printed`` is None without one in its language."""

    text: RecommendationText
    #: The words, those that only the passage or only the text has marked.
    words: SafeString | str
    printed: str | None
    place: str

    @classmethod
    def from_text(cls, text: RecommendationText) -> TextPreview:
        """Return the preview of a text; reads as ``printed_wording``."""
        words, printed = text.wording.words, text.printed_wording
        if printed is None:
            return cls(text, words, None, "")
        differs = printed != text.wording
        marked = mark_changes(printed.words, words) if differs else words
        place = _place(text.source.version.document, text.source.anchor) if text.source else ""
        return cls(text, marked, printed.words, place)


@dataclass(frozen=True)
class PublicationPreview:
    """A recommendation that somebody decides about, with what may make them hesitate."""

    record: Recommendation
    texts: list[TextPreview]
    #: Names of particulars, and what they are.
    facts: list[tuple[str, str]]
    open_points: list[str]
    is_ticked: bool


def publication_previews(
    changes: list[PlannedChange], ticked: frozenset[str] | None
) -> list[PublicationPreview]:
    """Return a preview of each change; without ``ticked``, those are where nothing is open."""
    return [_preview(each.record, ticked) for each in changes]


def _preview(record: Recommendation, ticked: frozenset[str] | None) -> PublicationPreview:
    points = open_points(record)
    return PublicationPreview(
        record,
        [TextPreview.from_text(text) for text in record.texts_for(get_language())],
        list(_facts(record)),
        points,
        not points if ticked is None else record.code in ticked,
    )


def _facts(record: Recommendation) -> Iterator[tuple[str, str]]:
    if source := record.source:
        yield _("Source"), _place(source.document, source.anchor)
    if record.status == AdoptionStatus.ADOPTED:
        yield _("Session"), format_session(record.session)
    else:
        yield _("Status"), record.get_status_display()
    yield _("Theme"), comma_list(theme_name(each.theme) for each in record.chapters)
    subjects = comma_list(theme_name(each.theme) for each in record.subjects)
    yield _("Subjects"), subjects or _("none")
    modal = record.text_for(get_language()).modal
    strength = record.get_strength_display()
    yield _("Strength"), f"{strength} ({modal})" if modal else strength
    addressees = comma_list(each.get_addressee_display() for each in record.addressees.all())
    yield _("Addressee"), addressees or _("Not stated")


def _place(document: Document, anchor: str) -> str:
    return format_html(_("{symbol}, {place}"), symbol=document.symbol, place=place_label(anchor))
