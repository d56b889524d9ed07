"""The parameters of the alignment: languages, statuses of texts, kinds of differences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy

from recommendations.agreement.comparison import DifferenceKind
from recommendations.index import current_index
from recommendations.index.bitmaps import Bitmap
from recommendations.index.facets import FacetValue
from recommendations.pages.alignment.text_alignment import (
    AlignedText,
    AlignmentStatus,
    TextAlignment,
)
from recommendations.selection.fields import PageFilter, ValuesFilter
from recommendations.selection.filters import FacetedFilterSet
from smuggling_kb.languages import LANGUAGES, LanguageCode

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

FACET_LABELS = {
    "language": gettext_lazy("Language"),
    "status": gettext_lazy("Status of the text"),
    "difference": gettext_lazy("Difference from the original"),
}


class AlignmentFilter(FacetedFilterSet):
    """Selects the records that have, in a language asked for, a text that meets all conditions."""

    language = ValuesFilter()
    status = ValuesFilter()
    difference = ValuesFilter()
    page = PageFilter()

    def __init__(self, params: QueryDict) -> None:
        super().__init__(params)
        self.index = current_index()

    @property
    def facets(self) -> Mapping[str, StrPromise]:
        return FACET_LABELS

    @property
    def unfiltered_address(self) -> str:
        return reverse("recommendations:alignment")

    def values(self, parameter: str) -> list[FacetValue]:
        if parameter == "language":
            return [FacetValue(each.code, str(LanguageCode(each.code).label)) for each in LANGUAGES]
        kinds = AlignmentStatus if parameter == "status" else DifferenceKind
        return [FacetValue(kind.value, str(kind.label)) for kind in kinds]

    @property
    def languages(self) -> list[str]:
        """The languages asked for, or all, in the order of the language bar."""
        asked = self.cleaned_data["language"]
        return [each.code for each in LANGUAGES if not asked or each.code in asked]

    @property
    def single_language(self) -> str:
        """The language asked for, if it is a single one, else nothing."""
        asked: list[str] = self.cleaned_data["language"]
        return asked[0] if len(asked) == 1 else ""

    def bitmap(self, alignment: TextAlignment) -> Bitmap:
        """Return the bitmap of the records asked for."""
        return reduce(or_, (self._bitmap_in(each, alignment) for each in self.languages), 0)

    def _bitmap_in(self, language: str, alignment: TextAlignment) -> Bitmap:
        """Return the bitmap of the records whose text in a language is asked for."""
        found = alignment.index.everything
        for parameter, bitmap_of in _bitmap_functions(alignment).items():
            if asked := self.cleaned_data[parameter]:
                found &= reduce(or_, (bitmap_of(language, value) for value in asked), 0)
        return found

    def texts(self, alignment: TextAlignment, place: int) -> Iterator[AlignedText]:
        """Yield the texts of a record that are asked for, in the order of the language bar."""
        for language in self.languages:
            text = alignment.text(place, language)
            if self._is_asked_for(text):
                yield text

    def _is_asked_for(self, text: AlignedText) -> bool:
        statuses, kinds = self.cleaned_data["status"], self.cleaned_data["difference"]
        has_status = not statuses or text.status in statuses
        return has_status and (not kinds or any(each.kind in kinds for each in text.differences))


def _bitmap_functions(alignment: TextAlignment) -> Mapping[str, Callable[[str, str], Bitmap]]:
    return {"status": alignment.status_bitmap, "difference": alignment.difference_bitmap}
