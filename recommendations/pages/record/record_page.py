"""The page of a recommendation: its description, its head and all that is known of it."""

from __future__ import annotations

from functools import cached_property
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recommendations.exports import citation_style, reference_formats
from recommendations.exports.citation_style import citable_record, format_in_every_language
from recommendations.exports.reference import DocumentDetails, Reference, reference_of_text
from recommendations.index import current_index, neighbours
from recommendations.models import (
    Provenance,
    Recommendation,
    RecommendationText,
    ShownStatus,
    StatusMark,
)
from recommendations.names.labels import session_name_and_year
from recommendations.names.strength_badge import StrengthBadge, strength_badge
from recommendations.pages.record.json_ld import html_safe_json, linked_data
from recommendations.pages.record.list_position import Neighbour, list_position
from recommendations.records import families
from recommendations.records.connections import related_records, restating_passages
from recommendations.records.source import SourcePassage, source_passage
from recommendations.rendering.record_text import Passage, mark_text
from recommendations.selection.filters import text_params
from recommendations.selection.query_string import query_string
from recommendations.similarity import presentation
from smuggling_kb.languages import BY_CODE
from smuggling_kb.preference import ALL, ORIGINAL


class ShownTranslation(NamedTuple):
    """The unofficial translation that stands beside the official text."""

    text: RecommendationText
    passage: Passage
    mark: StatusMark


class TextLink(NamedTuple):
    """A text of the record that its page can show, and the address of that."""

    language: str
    address: str
    is_current: bool
    is_unofficial: bool


class RecordPage:
    """A record that was read whole, as its page shows it; ``root`` is the address of this site.

    ``list_query`` is the query string of the list that the reader came from, if they did.
    """

    def __init__(self, recommendation: Recommendation, root: str, list_query: str = "") -> None:
        self.recommendation = recommendation
        self.list_query = list_query
        self.language = get_language()
        self.labels = current_index().facet_labels(self.language).labels
        self.root = root
        self.address = root + citation_style.path(recommendation)
        self.shown_text = recommendation.text_for(self.language)
        is_translation = self.shown_text.status_mark.status == ShownStatus.UNOFFICIAL
        #: What the facts are read from and what is cited: a translation is never either.
        self.text = recommendation.original_text if is_translation else self.shown_text

    @property
    def translation(self) -> ShownTranslation | None:
        """The translation shown beside the text; None if the reader is shown the text alone."""
        shown = self.shown_text
        if shown == self.text:
            return None
        return ShownTranslation(shown, mark_text(shown), shown.status_mark)

    @property
    def text_links(self) -> list[TextLink]:
        """The texts of the record in the order of the language bar."""
        texts = sorted(self.recommendation.shown_texts, key=lambda text: ALL.index(text.language))
        original = self.recommendation.original_text
        return [
            TextLink(
                text.language,
                self._address_of_text(ORIGINAL if text == original else text.language),
                is_current=text == self.shown_text,
                is_unofficial=text.status_mark.status == ShownStatus.UNOFFICIAL,
            )
            for text in texts
        ]

    def _address_of_text(self, asked: str) -> str:
        kept = {"list": [self.list_query]} if self.list_query else {}
        chosen = text_params("" if asked == self.language else asked)
        address = reverse("recommendations:record", args=[self.recommendation.code])
        return address + query_string({**kept, **chosen})

    @cached_property
    def is_public(self) -> bool:
        """True if everybody may see it."""
        return self.recommendation.is_public

    @cached_property
    def source(self) -> SourcePassage | None:
        """Where the text was read from."""
        source = self.recommendation.source
        return source_passage(source, self.text, self.language) if source else None

    @property
    def description(self) -> str:
        """``Adopted, 1st session, 2012, Protection``."""
        session = self.recommendation.session
        parts = [
            self.recommendation.get_status_display(),
            *([session_name_and_year(session)] if session else []),
            *(self.labels.theme(each.theme.slug) for each in self.recommendation.chapters),
        ]
        return _(", ").join(parts)

    @property
    def linked_data(self) -> SafeString:
        """The record in the vocabulary of schema.org."""
        return html_safe_json(
            linked_data(
                self.recommendation,
                self.shown_text,
                self.text,
                self.source,
                self.labels,
                self.address,
                self.reference.title,
            )
        )

    @cached_property
    def reference(self) -> Reference:
        """The record as reference managers read it from the page's head."""
        source = self.source
        documents = (
            {
                source.document.symbol: DocumentDetails.from_document(
                    source.document, self.language
                ),
            }
            if source
            else {}
        )
        return reference_of_text(self.recommendation, self.text, self.root, documents)

    @property
    def context(self) -> dict[str, Any]:
        """All that is known of it.

        One query; three more of a record that has a family, and two if a passage restates it.
        """
        recommendation, language = self.recommendation, self.language
        before = neighbours.previous_code(recommendation)
        after = neighbours.next_code(recommendation)
        position = list_position(self.list_query, recommendation) if self.list_query else None
        return {
            "recommendation": recommendation,
            "is_public": self.is_public,
            "description": self.description,
            "linked_data": self.linked_data,
            "reference": self.reference,
            "text": self.text,
            "passage": mark_text(self.text),
            "mark": self.text.status_mark,
            "translation": self.translation,
            "text_links": self.text_links,
            "missing_languages": recommendation.missing_languages,
            "source": self.source,
            "badge": self._badge,
            "citation_forms": format_in_every_language(
                citable_record(recommendation, self.text), self.address
            ),
            "references": reference_formats(),
            "related": related_records(recommendation, language),
            "text_mark": current_index().text_mark,
            "restatements": restating_passages(recommendation, language),
            "family": self._family,
            "similar": presentation.similar_recommendations(recommendation, language),
            "position": position,
            "previous": position.previous if position else _neighbour(before),
            "following": position.following if position else _neighbour(after),
            "labels": self.labels,
            "digest": current_index().record_digest(recommendation.code),
            "language": BY_CODE[language],
            "gap": BY_CODE[language].gap,
        }

    @property
    def _badge(self) -> StrengthBadge:
        return strength_badge(
            self.recommendation.strength,
            self.text.modal,
            self.text.language,
            self.language,
            is_printed=self.recommendation.strength_origin == Provenance.DOCUMENT,
        )

    @property
    def _family(self) -> families.Family | None:
        if self.is_public and families.has_family(self.recommendation):
            return families.family_of(self.recommendation)
        return None


def _neighbour(code: str) -> Neighbour | None:
    """Return the neighbour in the order of codes, where the reader came from no list."""
    return Neighbour(code, reverse("recommendations:record", args=[code])) if code else None
