"""The facets of passages: the document, the kind, the year of the document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from recommendations.index.facets import FacetValue
from recommendations.index.passages.passage_index import PassageIndex
from sessions.models import ParagraphKind, ResourceKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

HEADING, FOOTNOTE = "heading", "footnote"
#: The kinds of passages in words. A paragraph or an item that lists a resource is of its kind too.
KINDS: dict[str, StrPromise] = {
    HEADING: _("Heading"),
    **{kind.value: kind.label for kind in ParagraphKind if kind != ParagraphKind.COVER},
    FOOTNOTE: _("Footnote"),
    ParagraphKind.COVER.value: ParagraphKind.COVER.label,
    **{kind.value: kind.label for kind in ResourceKind},
}


@dataclass(frozen=True)
class PassageFacet:
    """A property of passages by which their list can be narrowed; ``values`` are in its order."""

    parameter: str
    label: StrPromise
    #: What the parameter asks for, for the codebook.
    meaning: StrPromise
    values: Callable[[PassageIndex], list[FacetValue]]


def _documents(passages: PassageIndex) -> list[FacetValue]:
    return [FacetValue(symbol, symbol) for symbol in passages.columns["document"].bitmaps]


def _kinds(passages: PassageIndex) -> list[FacetValue]:
    held = passages.columns["kind"].bitmaps
    return [FacetValue(kind, str(label), is_offered=kind in held) for kind, label in KINDS.items()]


def _years(passages: PassageIndex) -> list[FacetValue]:
    return [FacetValue(year, year) for year in sorted(passages.columns["year"].bitmaps)]


#: Every facet by its parameter, in the order in which pages name them.
PASSAGE_FACETS = {
    facet.parameter: facet
    for facet in (
        PassageFacet("document", _("Document"), _("The document it is in, by symbol."), _documents),
        PassageFacet(
            "kind",
            _("Kind"),
            _("The kind of passage; a passage that lists a resource counts as that kind too."),
            _kinds,
        ),
        PassageFacet("year", _("Year"), _("The year of the document."), _years),
    )
}
