"""Parts that pages of both template languages show alike, as tags of Django's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django import template
from django.utils.safestring import SafeString

from recommendations.index import current_index
from recommendations.index.rows import RecommendationRow
from recommendations.models import RecommendationText, Relation, ShownStatus, StatusMark
from recommendations.names.labels import record_kind
from recommendations.rendering.environment import render_macro
from recommendations.rendering.place_link import document_place
from recommendations.selection.filters import text_params
from recommendations.selection.query_string import query_string
from sessions.models import Document, DocumentTitle, EditorialNoteText, LanguageVersion
from smuggling_kb.preference import text_preference

register = template.Library()


register.filter("record_kind", record_kind)


@register.simple_tag
def place_link(document: Document, anchor: str) -> SafeString:
    """Link a place in a document."""
    return render_macro("place_link", document_place(document, anchor))


@register.simple_tag(name="document_title")
def marked_title(title: DocumentTitle) -> SafeString:
    """Show the title of a document, and that it is an unofficial translation if it is one."""
    return render_macro("document_title", title)


@register.simple_tag
def editorial_note(text: EditorialNoteText) -> SafeString:
    """Show an editorial note in one language; reads ``note``."""
    return render_macro("editorial_note", text)


@register.simple_tag
def symbol_notes(notes: Iterable[EditorialNoteText]) -> SafeString:
    """Say why a document is held to have its symbol."""
    return render_macro("symbol_notes", notes)


@register.simple_tag
def symbol_origin(document: Document, notes: Iterable[EditorialNoteText]) -> SafeString:
    """Say that a document's symbol is inferred, and why."""
    return render_macro("symbol_origin", document, notes)


@register.simple_tag
def united_nations_row(symbol: str) -> SafeString:
    """Link a document at the United Nations in each of the six languages."""
    return render_macro("united_nations_row", symbol)


@register.simple_tag
def version_status(version: LanguageVersion) -> SafeString:
    """``Official text in Chinese``, of a document."""
    return render_macro("version_status", version)


@register.simple_tag
def status_words(mark: StatusMark, language: str) -> SafeString:
    """``Official text in Chinese``, ``Unofficial text in English``."""
    return render_macro("status_words", mark, language)


@register.simple_tag
def status_mark(mark: StatusMark, language: str) -> SafeString:
    """Show that a text is not official, or what its source passage reads; nothing of others."""
    return render_macro("status_mark", mark, language)


@register.simple_tag
def record_mark(code: str, mark: StatusMark, language: str) -> SafeString:
    """Show the same of a text of the record with a code, with a link to its official text."""
    return render_macro("record_mark", code, mark, language)


@register.simple_tag
def unofficial_mark(code: str, language: str) -> SafeString:
    """Show that the text of a published record in a language is unofficial, if it is."""
    mark = current_index().text_mark(code, language)
    is_unofficial = mark.status == ShownStatus.UNOFFICIAL
    return render_macro("record_mark", code, mark, language) if is_unofficial else SafeString("")


@register.simple_tag
def record_words(text: RecommendationText) -> SafeString:
    """Show the text of a published record and that it is not official; reads ``recommendation``."""
    code = text.recommendation.code
    mark = current_index().text_mark(code, text.language)
    return render_macro("record_words", code, mark, text.language, text.text, text.chapeau)


@register.simple_tag
def record_excerpt(code: str, mark: StatusMark, language: str, words: str) -> SafeString:
    """Show a part of the text of the record with a code, in the same way."""
    return render_macro("record_words", code, mark, language, words)


@register.simple_tag
def translation_mark(language: str) -> SafeString:
    """Say that what follows is an unofficial translation into a language."""
    return render_macro("translation_mark", language)


@register.simple_tag
def translation_note(
    rows: Sequence[RecommendationRow], address: str = "", usual_address: str = ""
) -> SafeString:
    """Say how many rows show a translation; ``address`` is that of their originals.

    Where others are asked for than usual, ``usual_address`` leads back.
    """
    translated = sum(row.mark.status == ShownStatus.UNOFFICIAL for row in rows)
    way_back = usual_address if text_preference().asked else ""
    return render_macro("translation_note", translated, len(rows), address, way_back)


@register.simple_tag
def text_query() -> str:
    """Return what asks a list for the texts that are asked for now, behind other parameters."""
    asked = query_string(text_params(text_preference().asked))
    return asked.replace("?", "&")


@register.simple_tag
def relation_evidence(relation: Relation) -> SafeString:
    """Say who states a relation and how sure it is, with an editor's note; reads ``notes``."""
    return render_macro("relation_evidence", relation)
