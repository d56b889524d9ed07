"""The page of the alignment: counts by language, and the texts of each record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page
from django.utils.safestring import SafeString
from markupsafe import Markup, escape

from recommendations.agreement.comparison import DifferenceKind, TextDifference
from recommendations.index import bitmaps
from recommendations.index.bitmaps import Bitmap
from recommendations.index.facets import FacetValue
from recommendations.pages.alignment.alignment_filter import AlignmentFilter
from recommendations.pages.alignment.document_alignment import DocumentCounts, document_counts
from recommendations.pages.alignment.text_alignment import (
    AlignedText,
    AlignmentStatus,
    TextAlignment,
    text_alignment,
    text_reasons,
)
from recommendations.rendering.environment import render, translate
from recommendations.rendering.pager import render_page_links
from recommendations.selection.query_string import query_string
from smuggling_kb.languages import LANGUAGES

#: Records on a page.
SIZE = 200
#: The values of a difference that are words of the second text; all others are of the first.
OF_OTHER = frozenset(("other", "other_word"))


@dataclass(frozen=True)
class AlignmentCount:
    """The number of records whose text in one language is of a kind, and where they are listed.

    There is no number of differences where no text in that language was compared with another.
    """

    number: int | None
    address: str


@dataclass(frozen=True)
class CountLine:
    """The numbers of records of one kind, in the order of the language bar."""

    label: str
    counts: Sequence[AlignmentCount]


@dataclass(frozen=True)
class AlignmentRow:
    """The texts of a record that the page shows, in the order of the language bar."""

    code: str
    texts: Sequence[AlignedText]


class AlignmentPage:
    """One page of the records asked for; raises ``PageOutOfRange`` after the last."""

    def __init__(self, filters: AlignmentFilter, alignment: TextAlignment) -> None:
        self.filters = filters
        self.alignment = alignment
        self._found = filters.bitmap(alignment)
        self.count = self._found.bit_count()
        self.page: Page[int] = filters.paginate(range(self.count), SIZE)

    @property
    def total(self) -> int:
        """The number of all records."""
        return self.alignment.index.size

    @property
    def compared_count(self) -> int:
        """The number of records whose texts were compared."""
        return len(self.alignment.originals)

    @property
    def languages(self) -> list[FacetValue]:
        """All languages, in the order of the language bar."""
        return self.filters.values("language")

    @property
    def statuses(self) -> list[CountLine]:
        """The numbers of records by the status of their text."""
        return [
            CountLine(
                str(status.label),
                [
                    self._count("status", status, language.code, self.alignment.status_bitmap)
                    for language in LANGUAGES
                ],
            )
            for status in AlignmentStatus
        ]

    @property
    def differences(self) -> list[CountLine]:
        """The numbers of records by the kind of differences from their original text."""
        return [
            CountLine(
                str(kind.label),
                [
                    self._count("difference", kind, language.code, self.alignment.difference_bitmap)
                    if language.code in self.alignment.compared_languages
                    else AlignmentCount(None, "")
                    for language in LANGUAGES
                ],
            )
            for kind in DifferenceKind
        ]

    def _count(
        self, parameter: str, value: str, language: str, bitmap: Callable[[str, str], Bitmap]
    ) -> AlignmentCount:
        query = query_string({"language": [language], parameter: [str(value)]})
        address = f"{self.filters.unfiltered_address}{query}#list"
        return AlignmentCount(bitmap(language, value).bit_count(), address)

    @property
    def documents(self) -> list[DocumentCounts]:
        """The numbers of titles, headings and resources by language; six queries."""
        return list(document_counts())

    @cached_property
    def rows(self) -> list[AlignmentRow]:
        """The records of the page; of one language its text alone."""
        index = self.alignment.index
        start, stop = self.page.start_index() - 1, self.page.end_index()
        places = bitmaps.slice_places(self._found, max(start, 0), stop)
        return [AlignmentRow(index.code(place), [*self._texts(place)]) for place in places]

    def _texts(self, place: int) -> Iterator[AlignedText]:
        single = self.filters.single_language
        for language in LANGUAGES:
            if single in ("", language.code):
                yield self.alignment.text(place, language.code)

    @property
    def body(self) -> SafeString:
        """The table of the records, as HTML."""
        return render(
            "alignment/table.html",
            listing=self,
            difference_words=difference_words,
            reasons=text_reasons,
        )

    @property
    def pager(self) -> SafeString:
        """Links to the pages around this one, the first and the last."""
        address = self.filters.unfiltered_address
        return render_page_links(
            self.page, lambda number: address + self.filters.query_of_page(number)
        )


def alignment_page(filters: AlignmentFilter) -> AlignmentPage:
    """Return the page that a valid filter asks for."""
    return AlignmentPage(filters, text_alignment(filters.index))


def difference_words(difference: TextDifference, quote: Callable[[str, str], Markup]) -> Markup:
    """Return a difference in the active language; ``quote`` marks words as of a language."""
    values = {
        name: quote(value, difference.other if name in OF_OTHER else difference.language)
        for name, value in difference.values.items()
    }
    return escape(translate(difference.template)) % values
