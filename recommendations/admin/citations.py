"""The admin's pages of citations."""

from __future__ import annotations

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy

from recommendations.admin.archive_guard import ArchiveGuardedAdmin
from recommendations.admin.filters import ByInstrument, LeadsFilter, PlaceFilter
from recommendations.models import Citation, passage_paths
from sessions import places, symbols
from sessions.admin.forms import AnchorForm
from smuggling_kb.curation import excerpt, link
from smuggling_kb.templatetags.languages import with_chinese


def target(citation: Citation) -> str:
    """What a citation leads to, or why it leads nowhere."""
    if citation.unresolved:
        reason = str(citation.get_unresolved_display())
        if not citation.symbol:
            return reason
        address = symbols.address(citation.symbol, get_language() or "en")
        return format_html('{} · <a href="{}">{}</a>', reason, address, citation.symbol)
    if citation.document:
        place = places.cited(citation.anchor) or citation.anchor
        return link(citation.document, f"{citation.document} {place}".strip())
    found = citation.provision or citation.instrument or citation.resource
    return link(found) if found else citation.url


def language_of(citation: Citation) -> str:
    """The language of the words that cite."""
    if citation.text:
        return citation.text.language
    printed = citation.passage
    assert printed is not None, "the database lets no citation stand nowhere"  # noqa: S101
    return printed.version.language


@admin.register(Citation)
class CitationAdmin(ArchiveGuardedAdmin[Citation]):
    recommendation_path = ("text", "recommendation")
    form = AnchorForm
    joined = (
        "text__recommendation",
        *passage_paths("version__document"),
        "instrument",
        "provision",
        "document",
        "resource",
    )
    list_display = ("words", "place", "kind", "what", "pinpoint", "leads_to")
    list_filter = (
        LeadsFilter,
        "unresolved",
        "kind",
        PlaceFilter,
        ("instrument", ByInstrument),
        "document",
    )
    search_fields = (
        "as_written",
        "reference",
        "text__recommendation__code",
        *passage_paths("version__document__symbol"),
    )
    search_help_text = gettext_lazy("Words, what is cited, or the code or symbol it stands in")
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
            gettext_lazy("Where it stands"),
            {
                "fields": ("text", "paragraph", "footnote", "section", "as_written", "start"),
                "description": gettext_lazy(
                    "In one of these: a text, a paragraph, a footnote or a heading."
                ),
            },
        ),
        (gettext_lazy("What is cited"), {"fields": ("kind", "reference", "pinpoint")}),
        (
            gettext_lazy("Where it leads"),
            {
                "fields": (
                    "instrument",
                    "provision",
                    ("document", "anchor"),
                    ("resource", "url"),
                    ("unresolved", "symbol"),
                ),
                "description": gettext_lazy(
                    "If what is cited is held here, name it; if a document prints its address,"
                    " give that; if neither, say why it leads nowhere."
                ),
            },
        ),
    )

    @admin.display(description=gettext_lazy("as written"), ordering="as_written")
    def words(self, citation: Citation) -> SafeString:
        return excerpt(citation.as_written, language_of(citation))

    @admin.display(description=gettext_lazy("what is cited"), ordering="reference")
    def what(self, citation: Citation) -> str:
        return with_chinese(citation.reference)

    @admin.display(description=gettext_lazy("stands in"))
    def place(self, citation: Citation) -> str:
        if citation.text:
            return link(citation.text.recommendation)
        return link(citation.passage) if citation.passage else ""

    @admin.display(description=gettext_lazy("leads to"))
    def leads_to(self, citation: Citation) -> str:
        return target(citation)
