"""The parameters that lay out a list, and the values of each in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy, pgettext_lazy

from recommendations.index.facets import plain_facets
from smuggling_kb.languages import LanguageCode
from smuggling_kb.preference import ORIGINAL

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

SORTS = {
    "newest": gettext_lazy("newest"),
    "relevance": gettext_lazy("relevance"),
    "code": gettext_lazy("code"),
    "session": gettext_lazy("session"),
    "theme": gettext_lazy("theme"),
}
GROUPS = {
    "theme": gettext_lazy("theme"),
    "session": gettext_lazy("session"),
    "strength": gettext_lazy("strength"),
}
VIEWS = {
    "list": gettext_lazy("full text"),
    "table": gettext_lazy("table"),
}
#: The numbers of records that a page can have, the usual one first.
SIZES = (25, 50, 100, 200)
PAGE_SIZES = {str(size): str(size) for size in SIZES}
#: The languages of texts that can be asked for: what documents themselves print, or one of the six.
TEXTS = {ORIGINAL: pgettext_lazy("texts", "original"), **dict(LanguageCode.choices)}
#: The columns of the codebook in words, those that readers choose most often first.
COLUMNS = {
    "code": gettext_lazy("Code"),
    "text": gettext_lazy("Text"),
    "session": gettext_lazy("Session"),
    "themes": gettext_lazy("Themes"),
    "topics": gettext_lazy("Subjects"),
    "status": gettext_lazy("Status"),
    "strength": gettext_lazy("Strength"),
    "addressees": gettext_lazy("Addressees"),
    "articles": gettext_lazy("Articles"),
    "document": gettext_lazy("Printed in"),
    "heading": gettext_lazy("Heading"),
    "chapeau": gettext_lazy("Chapeau"),
    "modal": gettext_lazy("Modal word"),
    "paragraph": gettext_lazy("Printed number"),
    "item": gettext_lazy("Item"),
    "session_start": gettext_lazy("Session began"),
    "session_end": gettext_lazy("Session ended"),
    "cites": gettext_lazy("Documents cited"),
    "restates": gettext_lazy("Restates"),
    "restated_by": gettext_lazy("Restated by"),
    "language": gettext_lazy("Language"),
    "text_status": gettext_lazy("Status of the text"),
    "symbol_status": gettext_lazy("Status of the symbol"),
    "source_text": gettext_lazy("Source wording"),
    "digest": gettext_lazy("Digest"),
    "url": gettext_lazy("Address"),
}
#: The columns that the table has beside the code if none are chosen.
USUAL_COLUMNS = ("text", "session", "themes", "strength", "addressees")
#: The parameters that lay the list out, and what they can be: ``columns`` any column of files.
LAYOUT: dict[str, Mapping[str, StrPromise | str]] = {
    "sort": SORTS,
    "group": GROUPS,
    "view": VIEWS,
    "columns": {},
    "size": PAGE_SIZES,
    "text": TEXTS,
}
#: The parameters of a page's layout, which files pass over unless their format takes one.
OF_THE_PAGE = frozenset({"page", "size", "group", "view", "columns"})


def column_labels() -> Mapping[str, StrPromise]:
    """Return every column of downloads in words, with those of facets that have none above."""
    return {**COLUMNS, **{facet.parameter: facet.label for facet in plain_facets()}}
