"""The admin's pages of citations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_lazy

from recommendations.admin.archive_guard import ArchiveGuardedAdmin
from recommendations.admin.filters import (
    CitationPlaceFilter,
    RelatedInstrumentFilter,
    ResolvedFilter,
)
from recommendations.models import Citation, passage_paths
from sessions import places, symbols
from sessions.admin.forms import AnchorForm
from smuggling_kb.admin.audit_history import AuditHistory
from smuggling_kb.admin.cells import change_link, format_excerpt
from smuggling_kb.admin.reasons import WHY


def format_target(citation: Citation) -> str:
    """Return a link to what is cited, or why it leads nowhere."""
    if citation.unresolved:
        reason = str(citation.get_unresolved_display())
        if not citation.symbol:
            return reason
        address = symbols.un_address(citation.symbol, get_language() or "en")
        return format_html('{} · <a href="{}">{}</a>', reason, address, citation.symbol)
    if citation.document:
        place = places.place_label(citation.anchor) or citation.anchor
        return change_link(citation.document, f"{citation.document} {place}".strip())
    target = citation.provision or citation.instrument or citation.resource
    return change_link(target) if target else citation.url


def citation_language(citation: Citation) -> str:
    if citation.text:
        return citation.text.language
    printed = citation.passage
    assert printed is not None, "the database lets no citation stand nowhere"  # noqa: S101
    return printed.version.language


class CitationAdminForm(AnchorForm):
    """Asks why a citation in a document is added or changed, as documents are public."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if cleaned and not cleaned.get("text") and not cleaned.get(WHY):
            self.add_error(WHY, gettext("Give a reason: what the documents cite is public."))
        return cleaned


@admin.register(Citation)
class CitationAdmin(ArchiveGuardedAdmin[Citation], AuditHistory):
    """Pages of citations; those in documents are no part of a recommendation, and public."""

    recommendation_path = ("text", "recommendation")
    form = CitationAdminForm
    select_related = (
        "text__recommendation",
        *passage_paths("version__document"),
        "instrument",
        "provision",
        "document",
        "resource",
    )
    list_display = ("words", "place", "kind", "destination")
    list_filter = (
        ResolvedFilter,
        "unresolved",
        "kind",
        CitationPlaceFilter,
        ("instrument", RelatedInstrumentFilter),
        "document",
    )
    search_fields = (
        "as_written",
        "reference",
        "text__recommendation__code",
        *passage_paths("version__document__symbol"),
    )
    search_help_text = gettext_lazy("Words, what is cited, or the code or symbol of the place")
    autocomplete_fields = (
        "text",
        "paragraph",
        "footnote",
        "section",
        "instrument",
        "provision",
        "document",
        "resource",
    )
    fieldsets = (
        (
            gettext_lazy("Where it is"),
            {
                "fields": ("text", "paragraph", "footnote", "section", "as_written", "start"),
                "description": gettext_lazy(
                    "Fill in one of these: a text, a paragraph, a footnote or a heading."
                ),
            },
        ),
        (gettext_lazy("What is cited"), {"fields": ("kind", "reference", "pinpoint")}),
        (
            gettext_lazy("Where it leads to"),
            {
                "fields": (
                    "instrument",
                    "provision",
                    ("document", "anchor"),
                    ("resource", "url"),
                    ("unresolved", "symbol"),
                ),
                "description": gettext_lazy(
                    "If what is cited is in this knowledge base, name it. If a document prints "
                    "its address, enter that. If neither, say why it leads nowhere."
                ),
            },
        ),
    )

    def needs_reason(self, request: HttpRequest, rows: Iterable[Model]) -> bool:
        in_documents = Citation.objects.filter(text=None, pk__in=[row.pk for row in rows])
        return in_documents.exists() or super().needs_reason(request, rows)

    @admin.display(description=gettext_lazy("as written"), ordering="as_written")
    def words(self, citation: Citation) -> SafeString:
        return format_excerpt(citation.as_written, citation_language(citation))

    @admin.display(description=gettext_lazy("located in"))
    def place(self, citation: Citation) -> str:
        if citation.text:
            return change_link(citation.text.recommendation)
        return change_link(citation.passage) if citation.passage else ""

    @admin.display(description=gettext_lazy("leads to"))
    def destination(self, citation: Citation) -> str:
        return format_target(citation)
