"""The choices of a list: its downloads, order, groups, view and columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recommendations.exports import FORMATS, ExportFormat, records_limit
from recommendations.exports.word.list_file import MOST_RECORDS
from recommendations.rendering.table import TableColumn
from recommendations.selection.filters import RecommendationFilter
from recommendations.selection.list_params import (
    GROUPS,
    LAYOUT,
    OF_THE_PAGE,
    SIZES,
    SORTS,
    TEXTS,
    VIEWS,
    column_labels,
)
from smuggling_kb.preference import ORIGINAL


@dataclass(frozen=True)
class ListLink:
    """A choice among others."""

    label: str
    address: str
    current: bool
    #: More about it, such as the size of a download.
    detail: str = ""
    #: What it chooses, for who hears it alone: ``Sort by session``.
    name: str = ""


class ListTools:
    """The choices above the ``count`` records of a list, ``translated`` of them in translation."""

    def __init__(self, filters: RecommendationFilter, count: int, translated: int) -> None:
        self.filters = filters
        self.count = count
        self.translated = translated

    @property
    def prominent_downloads(self) -> list[ListLink]:
        """The list in the formats that most readers take, with about how large its file is."""
        return self._downloads(is_prominent=True)

    @property
    def other_downloads(self) -> list[ListLink]:
        """The list in all other formats."""
        return self._downloads(is_prominent=False)

    def _downloads(self, *, is_prominent: bool) -> list[ListLink]:
        language = get_language()
        return [
            ListLink(
                format_.label,
                _file(extension, language) + self._query_for(format_),
                current=False,
                detail=format_.size(self.count, self.translated),
            )
            for extension, format_ in FORMATS.items()
            if format_.prominent is is_prominent and format_.holds(self.count)
        ]

    @property
    def download_hints(self) -> list[str]:
        """The warnings about opening files of the other formats."""
        return [str(each.hint) for each in FORMATS.values() if each.hint and not each.prominent]

    @property
    def print_address(self) -> str:
        """The page with every record of the list; empty if they are too many for it."""
        if not can_be_printed(self.count):
            return ""
        query = self.filters.query(page="", size="")
        return reverse("recommendations:print") + query

    @property
    def too_short_formats(self) -> list[ExportFormat]:
        """The formats that cannot hold as many records as the list has."""
        return [format_ for format_ in FORMATS.values() if not format_.holds(self.count)]

    def _query_for(self, format_: ExportFormat) -> str:
        """The query string of the list without what files of that format pass over."""
        return self.filters.query(**dict.fromkeys(OF_THE_PAGE - format_.layout, ""))

    @property
    def sorts(self) -> list[ListLink]:
        """The orders; relevance only of what was searched for."""
        return [
            ListLink(
                str(label),
                self.filters.address(sort=name),
                name == self.filters.sort,
                name=_("Sort by %(what)s") % {"what": label},
            )
            for name, label in SORTS.items()
            if name != "relevance" or self.filters.search_result
        ]

    @property
    def groupings(self) -> list[ListLink]:
        """The headings that the list can have."""
        choices = {"": _("nothing"), **GROUPS}
        return [
            ListLink(
                str(label),
                self.filters.address(group=name),
                name == self.filters.group,
                name=_("Group by %(what)s") % {"what": label},
            )
            for name, label in choices.items()
        ]

    @property
    def views(self) -> list[ListLink]:
        """The ways to see the list: full texts, or a table."""
        here = "table" if self.filters.is_table else "list"
        return [
            ListLink(
                str(label),
                self.filters.address(view=name if name == "table" else ""),
                name == here,
                name=_("View as %(what)s") % {"what": label},
            )
            for name, label in VIEWS.items()
        ]

    @property
    def texts(self) -> list[ListLink]:
        """The texts that the list can show: those for the reader, the originals, one language."""
        asked = self.filters.preference.asked
        choices = {"": _("translations"), ORIGINAL: _("originals only")}
        if asked and asked != ORIGINAL:
            choices[asked] = str(TEXTS[asked])
        return [
            ListLink(
                label,
                self.filters.address(text=name),
                name == asked,
                name=_("Show texts: %(what)s") % {"what": label},
            )
            for name, label in choices.items()
        ]

    @property
    def sizes(self) -> list[ListLink]:
        """How many records a page can have, as far as there are that many: ``25``, ``all 60``."""
        return [
            self._size(size)
            for size, smaller in zip(SIZES, (0, *SIZES), strict=False)
            if self.count > smaller
        ]

    def _size(self, size: int) -> ListLink:
        holds_all = size >= self.count
        label = _("all %(count)s") % {"count": self.count} if holds_all else str(size)
        return ListLink(
            label,
            self.filters.address(size="" if size == SIZES[0] else str(size)),
            size == self.filters.size,
            name=_("Show %(what)s on a page") % {"what": label},
        )

    @property
    def columns(self) -> list[TableColumn]:
        """The columns that the table can have."""
        shown = self.filters.table_columns
        return [
            TableColumn(name, str(label), name in shown)
            for name, label in column_labels().items()
            if name != "code"
        ]

    @property
    def shown_columns(self) -> list[TableColumn]:
        """The columns that it has."""
        labels = column_labels()
        return [TableColumn(name, str(labels[name])) for name in self.filters.table_columns]

    @property
    def layout_params(self) -> list[tuple[str, str]]:
        """Parameters that the form of the filters keeps without showing them: the layout."""
        return self._params(LAYOUT)

    @property
    def params_but_columns(self) -> list[tuple[str, str]]:
        """Parameters that the form of the columns keeps without showing them: all others."""
        return self._params(
            name for name in self.filters.filters if name not in ("columns", "page")
        )

    def _params(self, names: Iterable[str]) -> list[tuple[str, str]]:
        params = self.filters.params()
        return [(name, value) for name in names for value in params.get(name, ())]


def can_be_printed(count: int) -> bool:
    """Return whether a page to print has so many records."""
    return count <= MOST_RECORDS


def print_limit() -> str:
    """Return how many records a page to print takes, and what to do with more."""
    return records_limit(_("The print version"), MOST_RECORDS)


@cache
def _file(extension: str, language: str) -> str:
    """The address of the list in a format, in the active language."""
    return reverse("recommendations:download", args=[extension])
