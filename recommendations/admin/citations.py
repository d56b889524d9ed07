"""The admin's pages of citations."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Model
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from recommendations.admin.filters import (
    ByInstrument,
    LeadsFilter,
    PlaceFilter,
)
from recommendations.admin.resting import Resting
from recommendations.models import (
    Citation,
)
from sessions import places
from sessions.admin.forms import AnchorForm
from smuggling_kb.curation import excerpt, link
from smuggling_kb.templatetags.languages import with_chinese


def target(citation: Citation) -> str:
    """What a citation leads to, or why it leads nowhere."""
    if citation.unresolved:
        return str(citation.get_unresolved_display())
    if citation.document:
        place = places.cited(citation.anchor) or citation.anchor
        return link(citation.document, f"{citation.document} {place}".strip())
    found = citation.provision or citation.instrument
    return link(found) if found else ""


def language_of(citation: Citation) -> str:
    """The language of the words that cite."""
    if citation.text:
        return citation.text.language
    printed = citation.paragraph or citation.footnote
    assert printed is not None, "the database lets no citation stand nowhere"  # noqa: S101
    return printed.version.language


@admin.register(Citation)
class CitationAdmin(Resting[Citation]):
    way = ("text", "recommendation")
    form = AnchorForm
    joined = (
        "text__recommendation",
        "paragraph__version__document",
        "footnote__version__document",
        "instrument",
        "provision",
        "document",
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
        "paragraph__version__document__symbol",
        "footnote__version__document__symbol",
    )
    search_help_text = gettext_lazy("Words, what is cited, or the code or symbol it stands in")
    autocomplete_fields = ("text", "paragraph", "footnote", "instrument", "provision", "document")
    fieldsets = (
        (
            gettext_lazy("Where it stands"),
            {
                "fields": ("text", "paragraph", "footnote", "as_written", "start"),
                "description": gettext_lazy("In one of these: a text, a paragraph or a footnote."),
            },
        ),
        (gettext_lazy("What is cited"), {"fields": ("kind", "reference", "pinpoint")}),
        (
            gettext_lazy("Where it leads"),
            {
                "fields": ("instrument", "provision", "document", "anchor", "unresolved"),
                "description": gettext_lazy(
                    "If what is cited is held here, name it; if not, say why it leads nowhere."
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
        printed: Model | None = citation.paragraph or citation.footnote
        return link(printed) if printed else ""

    @admin.display(description=gettext_lazy("leads to"))
    def leads_to(self, citation: Citation) -> str:
        return target(citation)
