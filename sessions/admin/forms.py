"""The admin's forms of documents and meetings: what they refuse, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from sessions import symbols
from sessions.models import Document, Footnote, Paragraph, Section


def check_symbol(symbol: str) -> None:
    """Refuse what is not the symbol of a United Nations document."""
    try:
        symbols.parse_symbol(symbol)
    except ValueError:
        raise forms.ValidationError(
            _("“%(symbol)s” is not the symbol of a United Nations document.") % {"symbol": symbol}
        ) from None


class AnchorForm(forms.ModelForm[Any]):
    """Refuses an anchor that its document, as far as it is held, does not have."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        document, anchor = cleaned.get("document"), cleaned.get("anchor")
        if document and document.pk and anchor and not has_passage(document, anchor):
            self.add_error(
                "anchor",
                _("%(symbol)s has no passage “%(anchor)s”. Anchors are like p54, p54a, r18, fn60.")
                % {"symbol": document.symbol, "anchor": anchor},
            )
        return cleaned


def has_passage(document: Document, anchor: str) -> bool:
    """Return whether the document has it; true of a document without a text, as it may."""
    if not document.versions.exists():
        return True
    return any(
        model.objects.filter(version__document=document, anchor=anchor).exists()
        for model in (Paragraph, Footnote, Section)
    )
