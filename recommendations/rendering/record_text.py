"""A recommendation's words as HTML, with the modal word and what was searched for marked."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from recommendations.models import RecommendationText
from recommendations.search.highlight import (
    HIT,
    MODAL,
    MarkLayer,
    apply_marks,
    apply_marks_by_line,
    match_spans,
    snippet,
)
from recommendations.search.query import Query
from recommendations.texts.modality import modal_places

#: Characters of a text that a table shows of one in which something was searched for.
SHORT = 160
#: Characters of a chapeau, as HTML, that fit in about one line of a list.
LONG = 80


@dataclass(frozen=True)
class Passage:
    """The words of a text: its chapeau, its first line, and the items after that."""

    chapeau: SafeString
    first: SafeString
    items: list[SafeString]

    @property
    def is_chapeau_long(self) -> bool:
        """True if the chapeau fills more than a line of a list, and has nothing sought in it."""
        return len(self.chapeau) > LONG and "<mark" not in self.chapeau


def mark_text(text: RecommendationText) -> Passage:
    """Return the words of a text, its modal word marked."""
    return mark_words(text.text, text.chapeau, text.modal, text.language)


def mark_words(
    text: str,
    chapeau: str,
    modal: str,
    language: str,
    query: Query | None = None,
    *more: MarkLayer,
) -> Passage:
    """Return words with the modal word and what a query sought marked.

    ``more`` layers are laid over the text alone, not over its chapeau.
    """
    in_chapeau, in_text = modal_places(text, chapeau, modal, language)
    first_line, *items = apply_marks_by_line(
        text, *more, MarkLayer(MODAL, in_text), MarkLayer(HIT, match_spans(query, text))
    )
    above = apply_marks(
        chapeau, MarkLayer(MODAL, in_chapeau), MarkLayer(HIT, match_spans(query, chapeau))
    )
    return Passage(above, first_line, items)


def excerpt(text: str, query: Query) -> Passage:
    """Return the part of a long text around what was searched for, without what is beside it."""
    found = snippet(text, query, SHORT)
    before, after = "…" * found.before, "…" * found.after
    return Passage(SafeString(""), format_html("{}{}{}", before, found.html, after), [])
